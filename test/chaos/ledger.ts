import type { Message } from '../../core/message/message.ts';
import { hours, seconds } from '../../core/household/instant.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import type { ClockChange } from './chaos-server.ts';
import type { SeenMail } from './mail-sink.ts';

/** What an Echo said of the words that it was given; `lost`: nobody heard its answer. */
export type Said = 'held' | 'not-held' | 'other' | 'lost';

/** One dictated message, known by its words. `at`: when the Echo's answer was heard, or was lost. */
export type Spoken = { words: string; address: string; said: Said; at: number };

/** When phones first asked for an answer, and which one they were told to be so; the times are the real ones. */
type Answered = { release?: number; discard?: number; confirmed?: 'release' | 'discard' };

/** How a run went, in numbers. */
export const COUNTS = [
  'kills',
  'messages held',
  'holds without an answer',
  'holds that were refused',
  'released',
  'discarded',
  'mails begun',
  'mails accepted',
  'delivered',
  'expired',
  'failed',
  'unknown',
  'sent again by itself after a crash',
  'second processes refused',
  'disks filled',
  'clocks set',
] as const;
export type Counts = Record<(typeof COUNTS)[number], number>;
export const noCounts = (): Counts => Object.fromEntries(COUNTS.map(name => [name, 0])) as Counts;

/** How soon a server has noticed that time passed. */
const NOTICED = seconds(3);
const HOLD = hours(1);
/** Each message has a number in its words. */
export const wordsOf = (number: number): string => `parcel ${number}`;
const NUMBER = /parcel (\d+)/;

/** What happened outside of the home server. It is kept while the server is killed, and compared with it at the end. */
export class Ledger {
  readonly counts = noCounts();
  readonly spoken: Spoken[] = [];
  /** By the message's id. */
  readonly answers = new Map<string, Answered>();
  /** Promises that were broken. */
  readonly broken: string[] = [];
  #confirmed = 0;

  asked(id: string, what: 'release' | 'discard', at: number): void {
    const before = this.answers.get(id);
    this.answers.set(id, { ...before, [what]: before?.[what] ?? at });
  }

  confirmed(id: string, what: 'release' | 'discard'): void {
    const before = this.answers.get(id);
    if (before?.confirmed && before.confirmed !== what) this.break(`two answers: ${id}`);
    this.answers.set(id, { ...before, confirmed: what });
    this.#confirmed += 1;
  }

  /** How much has happened: words that were taken, and answers. */
  happened(): number {
    return this.spoken.filter(({ said }) => said === 'held').length + this.#confirmed;
  }

  break(line: string): void {
    if (!this.broken.includes(line)) this.broken.push(line);
  }

  /**
   * Compares the whole ledger with the household's documents and what is left on its disk, once everything has ended.
   */
  judge(messages: readonly Message[], mails: readonly SeenMail[], left: readonly string[]): void {
    const byWords = new Map(messages.map(message => [transcriptOf(message), message]));
    const unnamed = new Map<string, number>();
    for (const { to, raw } of mails.filter(mail => !NUMBER.test(mail.raw)))
      unnamed.set(to, (unnamed.get(to) ?? 0) + (raw === '' || !NUMBER.test(raw) ? 1 : 0));
    for (const spoken of this.spoken) {
      const message = byWords.get(sha256(spoken.words));
      const own = mails.filter(({ raw }) => NUMBER.exec(raw)?.[0] === spoken.words);
      this.#judgeHold(spoken, message);
      if (message) this.#judgeMessage(spoken, message, own, unnamed);
      else if (own.length > 0) this.break(`unreleased sent: “${spoken.words}”, of which nothing is stored`);
    }
    for (const file of left) this.break(`content left behind: ${file}`);
    this.#count(messages, mails);
  }

  #judgeHold({ words, said }: Spoken, message: Message | undefined): void {
    if (said === 'held' && !message) this.break(`lost: “${words}”, which the Echo said it holds`);
    if (said === 'not-held' && message)
      this.break(`kept: “${words}”, of which the Echo said that nothing was kept`);
  }

  #judgeMessage(
    { words, address }: Spoken,
    message: Message,
    own: readonly SeenMail[],
    unnamed: Map<string, number>,
  ): void {
    const answer = this.answers.get(message.id);
    const accepted = own.filter(mail => mail.accepted).length;
    const what = `“${words}” (${message.id}, ${message.state}${'outcome' in message ? ` ${message.outcome.code}` : ''})`;
    const fault = (kind: string) =>
      this.break(`${kind}: ${what}; ${JSON.stringify({ answer, accepted, history: message.history })}`);

    if (!['delivered', 'discarded', 'expired', 'failed', 'unknown'].includes(message.state)) fault('lost');
    if (answer?.confirmed === 'release' && !['delivered', 'failed', 'unknown'].includes(message.state))
      fault('release lost');
    if (answer?.confirmed === 'discard' && message.state !== 'discarded') fault('discard lost');
    if (message.state === 'failed' && !['refused', 'gave-up'].includes(message.outcome.code))
      fault('failed without cause');
    if (message.state === 'delivered' && accepted === 0) fault('delivered, and not accepted');
    if (accepted > 0 && message.state !== 'delivered' && message.state !== 'unknown')
      fault('accepted, and not said');
    if (own.some(({ at }) => at < (answer?.release ?? Infinity))) fault('unreleased sent');
    if (accepted > 1) fault('sent twice');
    if (own.some(mail => mail.to !== address)) fault('sent to another address');
    if (message.state === 'unknown' && own.length === 0) {
      const left = unnamed.get(address) ?? 0;
      unnamed.set(address, left - 1);
      if (left <= 0) fault('unknown, and the mail server had not seen DATA');
    }
    if (!('erasedAt' in message) || message.erasedAt === undefined) fault('content left behind');
  }

  /** Notes a message that can still be answered at this time: silence is no, whatever somebody does to the clock. */
  canBeAnswered(words: string | undefined, at: number, changes: readonly ClockChange[]): void {
    const spoken = this.spoken.find(one => one.words === words);
    if (!spoken) return;
    const passed = changes.filter(change => change.at > spoken.at && change.at < at - NOTICED);
    const over = at - spoken.at + passed.reduce((sum, change) => sum + change.passed, 0) - HOLD;
    const clock = changes
      .map(change => [change.at - spoken.at, change.passed, change.set].join(' '))
      .join(', ');
    if (over > NOTICED)
      this.break(
        `outlived its hour: “${words}” by ${Math.round(over / 1_000)} s; answered ${at - spoken.at} ms after it was said (${spoken.said}); the clock, by the same time, passed and was set: ${clock}`,
      );
  }

  #count(messages: readonly Message[], mails: readonly SeenMail[]): void {
    const { counts } = this;
    const answered = [...this.answers.values()];
    const saying = (said: Said) => this.spoken.filter(one => one.said === said).length;
    const ended = (state: Message['state']) => messages.filter(one => one.state === state).length;
    counts['messages held'] = saying('held');
    counts['holds without an answer'] = saying('lost');
    counts['holds that were refused'] = saying('not-held') + saying('other');
    counts.released = answered.filter(one => one.confirmed === 'release').length;
    counts.discarded = answered.filter(one => one.confirmed === 'discard').length;
    counts['mails begun'] = mails.length;
    counts['mails accepted'] = mails.filter(({ accepted }) => accepted).length;
    for (const state of ['delivered', 'expired', 'failed', 'unknown'] as const) counts[state] = ended(state);
    counts['sent again by itself after a crash'] = messages.filter(
      ({ state, history }) =>
        state === 'delivered' &&
        history.some(entry => entry.event === 'not-taken' && entry.outcome.code === 'interrupted'),
    ).length;
  }
}

const transcriptOf = (message: Message): string | undefined =>
  'dictation' in message ? message.dictation?.transcript : undefined;
