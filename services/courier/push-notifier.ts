import type { Trouble } from '../../core/api/trouble.ts';
import { type TrustList, replayTrustList } from '../../core/approval/trust-list.ts';
import type { Room } from '../../core/household/room.ts';
import { type HouseholdId, timeId } from '../../core/household/ids.ts';
import { after, type Duration, type Instant, minutes, seconds } from '../../core/household/instant.ts';
import type { Subscription } from '../../core/household/subscription.ts';
import { isWaiting, type Message, type NotificationReason, undoUntilOf } from '../../core/message/message.ts';
import { sealProblemOf } from '../../core/message/seal.ts';
import type { Documents } from '../ports/documents.ts';
import type { LogEvent } from '../ports/log.ts';
import { dropTarget, takeTarget } from '../storage/push-target.ts';
import { GROUPED_WITHIN, groupNotification } from './group-notifications.ts';
import type { Notifier } from '../ports/notifier.ts';
import { messagePush, revokedPush, TROUBLE_LIFE, troublePush, waitingPush } from './push-message.ts';
import type { Push, PushEnd, PushSender } from '../ports/push-sender.ts';

export type PushNotifierParts = {
  documents: Documents;
  anchor: Uint8Array;
  /** The key that messages are sealed with. */
  sealKey: Uint8Array;
  sender: PushSender;
  /** The address of the phone app, ending in a slash. */
  app: () => string;
  clock: () => Instant;
  log: (line: { event: LogEvent; message?: string; code?: string }) => void;
};

/** Notifies phones of their household's messages and of trouble, and tells a revoked phone that it was revoked. */
export type PushNotifier = Notifier & {
  notifyRevoked(household: HouseholdId): Promise<void>;
  /** Gives whether every phone that takes pushes was reached. */
  notifyTrouble(household: HouseholdId, trouble: Trouble): Promise<boolean>;
};

/** A subscription that can be pushed to. */
type Reachable = Subscription & Required<Pick<Subscription, 'target'>>;

/** The newest messages among which those that wait are counted. A household never holds more at once. */
const COUNTED = 50;
/** After this many tries a notification that was not taken comes too late. */
const MOST_TRIES = 10;
/** The pause before a push is tried again: 10 s, doubling up to 10 minutes, or longer if the push service asks for it. */
const pushRetryPause = (attempts: number): Duration => Math.min(seconds(10) * 2 ** attempts, minutes(10));

/** Notifies by Web Push. It pushes to the phones that the household's replayed trust list names, and to no others. */
export function pushNotifier({
  documents,
  anchor,
  sealKey,
  sender,
  app,
  clock,
  log,
}: PushNotifierParts): PushNotifier {
  /** Loads whom the household trusts and where its phones are reached. Revoked phones are notified and dropped. */
  async function load(
    household: HouseholdId,
  ): Promise<{ trust: TrustList; rooms: Room[]; phones: Reachable[] } | undefined> {
    const { trust: trusted, householdDocument, subscriptions } = await documents.phones(household);
    const reachable = subscriptions.filter((one): one is Reachable => one.target !== undefined);
    if (!trusted || reachable.length === 0) return undefined;
    const trust = await replayTrustList(trusted.links, household, { anchor });
    if ('refused' in trust) return undefined;
    const phones = reachable.filter(({ id }) => trust.phones.has(id));
    const stillUsed = new Set(phones.map(({ target }) => target.endpoint));
    for (const one of reachable) {
      if (trust.phones.has(one.id)) continue;
      const revoked = trust.revoked.get(one.id)?.revoked;
      // The target is dropped first, so that a crash never leads to a second notification. A browser that was paired
      // again under a new key still uses the endpoint and is not notified.
      const target = await takeTarget(documents, one);
      if (!target || !revoked || stillUsed.has(target.endpoint)) continue;
      const by = revoked.by && (trust.phones.get(revoked.by) ?? trust.revoked.get(revoked.by))?.name;
      const { end } = await sender.send(target, revokedPush(by, app()));
      log({ event: `push ${end}`, code: 'revoked' });
    }
    return { trust, rooms: householdDocument?.rooms ?? [], phones };
  }

  /** The push to send; the moment to look again if more messages may join it; undefined if another push covers it. */
  async function pushFor(
    message: Message,
    reason: NotificationReason,
    { trust, rooms }: { trust: TrustList; rooms: Room[] },
  ): Promise<Push | Instant | undefined> {
    const { household, heldAt } = message;
    const now = clock();
    if (reason !== 'trouble' && reason !== 'delayed') {
      const from = timeId(after(heldAt, -GROUPED_WITHIN), '').slice(0, 10);
      const recent = await documents.list(household, 'message', { from });
      const group = groupNotification(message, recent, now);
      if (group.as === 'later' && reason !== 'answered') return group.at;
      if (group.as === 'nothing' && reason !== 'answered') return undefined;
      if (group.as !== 'itself') {
        const newest = await documents.list(household, 'message', { limit: COUNTED });
        const waiting = newest.filter(isWaiting).length;
        return waitingPush(message, reason, { waiting, trust, app: app(), now });
      }
    }
    const isSealed = sealProblemOf(message, sealKey) === undefined;
    return messagePush(message, reason, { trust, rooms, app: app(), now, isSealed });
  }

  return {
    async notify(message, reason) {
      // An answer that can still be taken back is not yet notified.
      const undoUntil = reason === 'answered' ? undoUntilOf(message) : undefined;
      if (undoUntil !== undefined && clock() < undoUntil) return { reached: [], retryAt: undoUntil };
      const known = await load(message.household);
      const targets = known?.phones.filter(({ id }) => isDueTo(id, message, reason)) ?? [];
      if (!known || targets.length === 0) return { reached: [] };
      const push = await pushFor(message, reason, known);
      if (push === undefined) return { reached: [] };
      if (typeof push === 'number') return { reached: [], retryAt: push };

      const ends = await Promise.all(
        targets.map(async phone => ({ phone, ...(await sender.send(phone.target, push)) })),
      );
      for (const { phone, end, ...more } of ends) {
        const code = 'status' in more && more.status !== undefined ? String(more.status) : 'no-answer';
        log({ event: `push ${end}`, message: message.id, code });
        if (end === 'gone') await dropTarget(documents, phone);
      }
      const reached = ends.filter(({ end }) => end === 'taken').map(({ phone }) => phone.id);
      const attempts = message.notifications.find(one => one.reason === reason)?.attempts ?? 0;
      const retryAt = nextTry(ends, attempts, clock());
      const isOver =
        retryAt === undefined || attempts + 1 >= MOST_TRIES || retryAt >= lastMoment(message, reason);
      return { reached, ...(!isOver && { retryAt }) };
    },
    async notifyRevoked(household) {
      await load(household);
    },
    async notifyTrouble(household, trouble) {
      const known = await load(household);
      const push = troublePush(trouble, app());
      const ends = await Promise.all((known?.phones ?? []).map(({ target }) => sender.send(target, push)));
      for (const { end } of ends) log({ event: `push ${end}`, code: trouble });
      return ends.every(({ end }) => end === 'taken');
    },
  };
}

/**
 * Whether a phone must still be notified. It is notified once for each reason, and of an answer only if it shows an
 * earlier notification of the message and the answer was not given on it.
 */
function isDueTo(phone: Subscription['id'], message: Message, reason: NotificationReason): boolean {
  const wasReached = (before: NotificationReason) =>
    message.notifications.some(one => one.reason === before && one.reached.includes(phone));
  if (wasReached(reason)) return false;
  if (reason !== 'answered') return true;
  const by = 'answer' in message ? message.answer?.phone : undefined;
  return by !== phone && (wasReached('waiting') || wasReached('reminder'));
}

/** When to try again the pushes that may still be taken: the latest moment that any of them asks for. */
function nextTry(ends: readonly PushEnd[], attempts: number, now: Instant): Instant | undefined {
  const waits = ends.flatMap(one =>
    one.end === 'later' ? [Math.max(one.wait ?? 0, pushRetryPause(attempts))] : [],
  );
  return waits.length === 0 ? undefined : after(now, Math.max(...waits));
}

/** From this moment on the notification is of no use. */
function lastMoment(message: Message, reason: NotificationReason): Instant {
  if (reason === 'waiting' || reason === 'reminder') return message.holdUntil;
  return reason === 'trouble' && 'endedAt' in message ? after(message.endedAt, TROUBLE_LIFE) : message.sendBy;
}
