import type { Link } from '../lambda/approval/link.ts';
import { opensMore } from '../lambda/approval/opens-more.ts';
import { signByPhone } from '../lambda/approval/signed.ts';
import type { MessageView } from '../lambda/companion/views.ts';
import { sha256 } from '../lambda/household/sha256.ts';
import type { Instant } from '../lambda/household/instant.ts';
import type { Api } from './api.http.ts';
import { type Answers, keepAnswers } from './answers.ts';
import { type Download, keepDownloads } from './downloads.ts';
import { judgeTrust, knownFrom } from './judge-trust.ts';
import type { Identity, Keeping, Paired } from './keeping.ts';
import { type House, keepHouse } from './house.ts';
import { keepListenings, type Listenings } from './listenings.ts';
import { keepPhones, type Phones } from './phones.ts';
import { parsed } from './parsed-answers.ts';
import type { PhonePush } from './push.ts';
import type { Passkeys } from './passkeys.ts';
import { noPasskey, type Problem } from './problem.ts';
import { keepUnchanged, type SessionState, trusted } from './session-state.ts';
import { type Watched, watched } from './watched.ts';
import { phoneName } from './whose.ts';

type Parts = {
  api: Api;
  keeping: Keeping;
  identity: Identity;
  paired: Paired;
  /** The house's time. */
  now: () => Instant;
  /** Milliseconds on a clock that only goes forward. */
  ticks: () => number;
  passkeys: Passkeys;
  push: PhonePush;
};

/** A paired phone at work: what it knows of its house, and what its owner can do. */
export type Session = {
  identity: Identity;
  /** The house's time. */
  now: () => Instant;
  state: Watched<SessionState>;
  /** Takes over what an earlier visit left: what was seen, until the house shows more, and what is not confirmed. */
  resume(): Promise<void>;
  /** Asks for older messages than those that are shown. */
  older(): Promise<void>;
  /** Looks at the house; `house`: at rooms and stopped conversations too. */
  refresh(also?: { house: boolean }): Promise<void>;
  answers: Answers;
  listenings: Listenings;
  phones: Phones;
  download: (view: MessageView) => Promise<Download>;
  /**
   * Signs a link and hands it in; gives the problem if it was not taken. A link whose answer was lost is looked
   * for in the list before it is called a problem.
   */
  append(link: Link): Promise<Problem | undefined>;
  house: House;
  push: PhonePush;
  /** Whether this browser has faces, fingerprints or PINs to ask for. */
  passkeysSupported: boolean;
};

/** How many messages the house shows at a time. */
const PAGE = 200;
/** How many of them this phone keeps for when it cannot reach the house. */
const KEPT = 50;

/** The trust list changes seldom: every so many looks it is asked for, and where phones are shown at each. */
const TRUST_EVERY = 5;

export function openSession({ api, keeping, identity, paired, now, ticks, passkeys, push }: Parts): Session {
  const state = watched<SessionState>({
    messages: undefined,
    trust: { is: 'loading' },
    rooms: undefined,
    stopped: undefined,
    seenAt: undefined,
    more: false,
    trouble: undefined,
    answers: new Map(),
    invitation: undefined,
  });
  let known = paired.known;
  /** Counts what was changed from here, so that an older look does not undo it on the screen. */
  let messageChanges = 0;
  let trustChanges = 0;
  let looks = 0;
  let kept = '';

  const listenings = keepListenings(api, ticks);
  const answers = keepAnswers({
    api,
    keeping,
    identity,
    listenings,
    state,
    takeOver,
    reloadTrust: async () => void (await lookAtTrust()),
    passkeys,
    ticks,
  });

  /** The newest messages as the house shows them; older ones that were asked for stay behind them. */
  function takePage(newest: readonly MessageView[]): void {
    const { messages } = state.get();
    const last = newest.at(-1);
    const isFull = newest.length >= PAGE;
    const older = isFull && last ? (messages ?? []).filter(({ id }) => id < last.id) : [];
    state.set({
      messages: keepUnchanged(messages, [...newest, ...older]),
      more: isFull && (older.length === 0 || state.get().more),
    });
  }

  /** What is shown now is what is shown when there is no network. */
  function keepForLater(): void {
    const { messages, trust } = state.get();
    if (!messages || trust.is !== 'holding') return;
    const recent = messages.slice(0, KEPT);
    const text = JSON.stringify([recent, trust.links.length]);
    if (text === kept) return;
    kept = text;
    void keeping.keepSeen({ at: now(), messages: recent, links: trust.links }).catch(() => {});
  }

  function takeOver(view: MessageView): void {
    messageChanges++;
    const { messages = [] } = state.get();
    const there = messages.some(one => one.id === view.id);
    state.set({
      messages: there ? messages.map(one => (one.id === view.id ? view : one)) : [view, ...messages],
    });
  }

  async function takeTrust(links: readonly string[]): Promise<void> {
    const before = state.get().trust;
    if (before.is === 'holding' && JSON.stringify(before.links) === JSON.stringify(links)) return;
    const judged = await judgeTrust(links, { ...paired, known });
    if ('fails' in judged) {
      state.set({ trust: { is: 'failing', why: judged.fails } });
      return;
    }
    known = knownFrom(judged.holds);
    state.set({ trust: { is: 'holding', list: judged.holds, links } });
    await keeping.keepPaired({ ...paired, known }).catch(() => {});
  }

  /**
   * The house replays the list too, and may be the first to see that it does not hold. Where it does not know this
   * phone any more, what the phone was shown before goes from its screen.
   */
  function noteFailing({ code, at, name }: Problem): void {
    if (code === 'trust-list-broken') state.set({ trust: { is: 'failing', why: 'broken' } });
    const revoked = code === 'phone-revoked' && at !== undefined;
    if (code === 'proof-invalid' || revoked)
      state.set({
        trust: revoked
          ? { is: 'failing', why: 'revoked', at: at as Instant, ...(name !== undefined && { name }) }
          : { is: 'failing', why: 'not-paired' },
        messages: undefined,
        rooms: undefined,
        stopped: undefined,
        invitation: undefined,
      });
  }

  /** An answer by a phone that the list does not name yet: the list has grown. */
  const isBehind = ({ trust, messages = [] }: SessionState): boolean =>
    trust.is === 'holding' &&
    messages.some(({ answer }) => answer && phoneName(trust.list, answer.phone) === undefined);

  async function lookAtTrust(): Promise<Problem | undefined> {
    const before = trustChanges;
    const answered = await api.get('/trust', parsed.links);
    if ('problem' in answered) {
      noteFailing(answered.problem);
      return answered.problem;
    }
    if (trustChanges === before) await takeTrust(answered.got.links);
    return undefined;
  }

  async function lookAtHouse(): Promise<void> {
    const [rooms, stopped] = await Promise.all([
      api.get('/rooms', parsed.rooms),
      api.get('/stopped', parsed.stopped),
    ]);
    if ('got' in rooms) state.set({ rooms: keepUnchanged(state.get().rooms, rooms.got.rooms) });
    if ('got' in stopped) state.set({ stopped: keepUnchanged(state.get().stopped, stopped.got.stopped) });
  }

  async function append(link: Link): Promise<Problem | undefined> {
    const jws = await signByPhone(link, 'second-yes-link', identity.phone, identity.key);
    const trust = trusted(state.get());
    const guarded = trust !== undefined && opensMore(link, trust);
    const passkey = guarded ? await passkeys.sign(sha256(jws), trust.passkeys) : undefined;
    if (guarded && !passkey) return noPasskey;
    const answered = await api.post('/trust', { link: jws, ...(passkey && { passkey }) }, parsed.links);
    if ('got' in answered) {
      trustChanges++;
      await takeTrust(answered.got.links);
      return undefined;
    }
    await lookAtTrust();
    const after = state.get().trust;
    return after.is === 'holding' && after.links.includes(jws) ? undefined : answered.problem;
  }

  return {
    identity,
    now,
    state,
    answers,
    listenings,
    phones: keepPhones({ api, state, append, now }),
    append,
    download: keepDownloads(api),
    passkeysSupported: passkeys.supported,
    push,
    house: keepHouse({ api, state, append, now, passkeys, household: paired.household }),

    async resume() {
      await answers.resume();
      const seen = await keeping.seen().catch(() => undefined);
      if (!seen || state.get().messages !== undefined) return;
      await takeTrust(seen.links);
      state.set({ messages: seen.messages, seenAt: seen.at });
    },

    async older() {
      const { messages = [], more } = state.get();
      const oldest = messages.at(-1);
      if (!oldest || !more) return;
      const path = `/messages?before=${encodeURIComponent(oldest.id)}`;
      const answered = await api.get(path, parsed.messages);
      if ('problem' in answered) {
        state.set({ trouble: answered.problem });
        return;
      }
      const known = new Set((state.get().messages ?? []).map(({ id }) => id));
      const older = answered.got.messages.filter(({ id }) => !known.has(id));
      state.set({ messages: [...(state.get().messages ?? []), ...older], more: older.length >= PAGE });
    },

    async refresh(also = { house: false }) {
      const before = messageChanges;
      const trustDue = also.house || looks++ % TRUST_EVERY === 0 || state.get().trust.is !== 'holding';
      const [answered, trustProblem] = await Promise.all([
        api.get('/messages', parsed.messages),
        trustDue ? lookAtTrust() : undefined,
        also.house ? lookAtHouse() : undefined,
      ]);
      if ('problem' in answered) {
        noteFailing(answered.problem);
        state.set({ trouble: answered.problem });
        return;
      }
      if (messageChanges === before) takePage(answered.got.messages);
      if (state.get().seenAt !== undefined) state.set({ seenAt: undefined });
      keepForLater();
      if (isBehind(state.get())) await lookAtTrust();
      if (state.get().trouble !== trustProblem) state.set({ trouble: trustProblem });
      await answers.askAgain();
    },
  };
}
