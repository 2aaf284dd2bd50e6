import type { Trouble } from '../../core/api/trouble.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Attempt, AttemptOutcome } from '../../core/message/outcome.ts';
import type { DeliveryChannel } from '../../services/ports/channel.ts';
import { memoryOf } from '../../core/household/memory.ts';
import type { PushEnd, PushSender } from '../../services/ports/push-sender.ts';
import type { Log } from '../log.ts';
import type { HomeMetrics } from './metrics.ts';
import type { Troubles } from './troubles.ts';

type Watch = { troubles: Troubles; metrics: HomeMetrics; log: Log };

/** The trouble that each outcome means; undefined where the operator cannot mend it in the settings of the mail server. */
const MAIL_TROUBLES: Readonly<Record<AttemptOutcome<'not-taken'>['code'], Trouble | undefined>> = {
  'login-refused': 'mail-refused',
  'access-refused': 'mail-refused',
  'not-reached': 'mail-not-reached',
  'server-not-found': 'mail-not-reached',
  'no-secure-connection': 'mail-not-reached',
  'timed-out': 'mail-not-reached',
  'try-later': undefined,
  'sender-not-verified': undefined,
  'sending-paused': undefined,
  'outbox-failed': undefined,
  'not-set-up': undefined,
  'begun-too-late': undefined,
  interrupted: undefined,
};
/** A connection that fails once may be a moment's fault. */
const FAILS_BEFORE_TROUBLE = 2;

/** Takes note of each answer of the mail server. */
export function watchMail({ troubles, log }: Watch): (attempt: Attempt) => void {
  let fails = 0;
  return ({ result, outcome }) => {
    const trouble = result === 'not-taken' ? MAIL_TROUBLES[outcome.code] : undefined;
    const reply =
      'reply' in outcome && outcome.reply !== undefined ? withoutAddresses(outcome.reply) : undefined;
    if (result !== 'taken')
      log({ event: 'mail server said', code: outcome.code, ...(reply !== undefined && { reply }) });
    fails = trouble === 'mail-not-reached' ? fails + 1 : 0;
    if (trouble === 'mail-refused') troubles.begin('mail-refused');
    if (fails >= FAILS_BEFORE_TROUBLE) troubles.begin('mail-not-reached');
    // A server that answers is reached, and one that takes a mail or refuses it by its content has taken the login.
    if (trouble !== 'mail-not-reached') troubles.end('mail-not-reached');
    if (trouble === undefined) troubles.end('mail-refused');
  };
}

/** The log has no addresses of contacts, which a server may repeat. */
const withoutAddresses = (reply: string): string => reply.replace(/[^\s<>,;:]+@[^\s<>,;:]+/g, '…');

/** All channels, with the answers of the mail server counted and noted. */
export const watchedChannel = (
  channel: DeliveryChannel,
  metrics: HomeMetrics,
  note: (attempt: Attempt) => void,
): DeliveryChannel => ({
  ...channel,
  async send(delivery) {
    const attempt = await channel.send(delivery);
    if (delivery.to.channel !== 'email') return attempt;
    metrics.mail(attempt.result);
    note(attempt);
    return attempt;
  },
});

/** How many subscriptions are remembered that a push service has given up: each until it is out of the store. */
const GONE = 1_000;

/**
 * A sender whose pushes are counted. If a push service refuses a push, or does not know a phone any more, trouble
 * begins. It ends when a phone is reached that was not reached before, because that phone has subscribed again. Nothing
 * more is sent to a subscription that is gone: the push about this trouble goes out while the subscription is still
 * being removed.
 */
export function watchedSender(sender: PushSender, { troubles, metrics }: Watch): PushSender {
  const reached = new Set<string>();
  const gone = memoryOf<string, PushEnd>(GONE);
  return {
    ...sender,
    async send(target, push) {
      const { endpoint, keys } = target;
      const subscription = `${endpoint} ${keys.p256dh}`;
      const known = gone.get(subscription);
      if (known) return known;
      const sent = await sender.send(target, push);
      metrics.push(sent.end);
      if (sent.end === 'gone') gone.set(subscription, sent);
      if (sent.end === 'gone' || sent.end === 'refused') {
        reached.delete(endpoint);
        troubles.begin('push-lost');
      } else if (sent.end === 'taken' && !reached.has(endpoint)) {
        reached.add(endpoint);
        troubles.end('push-lost');
      }
      return sent;
    },
  };
}

/** Below this a burst of recordings may fill the disk; above twice as much the trouble is over. In bytes. */
const LITTLE_SPACE = 200 * 1024 * 1024;

/** Takes note of the space that the data folder's disk has left, in bytes. */
export function watchDisk(free: number, troubles: Troubles): void {
  if (free < LITTLE_SPACE) troubles.begin('disk-nearly-full');
  else if (free > 2 * LITTLE_SPACE) troubles.end('disk-nearly-full');
}

/** Compares the clock with the latest time that a home server has seen on this data. */
export function watchClock(now: Instant, latest: Instant | undefined, troubles: Troubles): void {
  if (latest !== undefined && now < latest) troubles.begin('clock-wrong');
  else troubles.end('clock-wrong');
}
