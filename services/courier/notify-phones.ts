import { type TrustList, replayTrustList } from '../../core/approval/trust-list.ts';
import type { Room } from '../../core/household/room.ts';
import { type HouseholdId, timeId } from '../../core/household/ids.ts';
import { after, type Duration, type Instant, minutes, seconds } from '../../core/household/instant.ts';
import type { PushTarget, Subscription } from '../../core/household/subscription.ts';
import type { About, Message } from '../../core/message/message.ts';
import type { Documents } from '../ports/documents.ts';
import { dropTarget } from '../storage/drop-push-target.ts';
import { gathered, WITHIN } from './gather.ts';
import type { Phones } from '../ports/notifier.ts';
import { pushOf, pushOfAll, revokedPush } from './push-message.ts';
import type { Push, PushEnd, PushSender } from '../ports/push-sender.ts';

/** What telling phones needs. */
export type PushPhonesParts = {
  documents: Documents;
  anchor: Uint8Array;
  sender: PushSender;
  /** The address of the phone app, ending in a slash. */
  app: () => string;
  clock: () => Instant;
  log: (line: { event: string; message?: string; code?: string }) => void;
};

/** A subscription that can be pushed to. */
type Reachable = Subscription & Required<Pick<Subscription, 'target'>>;

/** How many of a household's messages are counted as waiting; more are never held at once. */
const COUNTED = 50;
/** What is told late is told in vain; a hold's end cuts it shorter still. */
const TRIES = 10;
/** How long to leave a push service alone: 10 s, doubling up to 10 minutes, unless it says otherwise. */
const pause = (attempts: number): Duration => Math.min(seconds(10) * 2 ** attempts, minutes(10));

/** Tells a household's phones by Web Push: those that its replayed trust list knows, and no others. */
export function pushPhones(
  parts: PushPhonesParts,
): Phones & { tellRevoked(household: HouseholdId): Promise<void> } {
  const { documents, anchor, sender, app, clock, log } = parts;

  /** Whom the household trusts, its rooms, and where its phones are reached. Those that were revoked are told so, and dropped. */
  async function load(
    household: HouseholdId,
  ): Promise<{ trust: TrustList; rooms: Room[]; phones: Reachable[] } | undefined> {
    const { trust: trusted, house, subscriptions } = await documents.phones(household);
    const reachable = subscriptions.filter((one): one is Reachable => one.target !== undefined);
    if (!trusted || reachable.length === 0) return undefined;
    const trust = await replayTrustList(trusted.links, household, { anchor });
    if ('refused' in trust) return undefined;
    const phones = reachable.filter(({ id }) => trust.phones.has(id));
    const stillUsed = new Set(phones.map(({ target }) => target.endpoint));
    for (const one of reachable) {
      if (trust.phones.has(one.id)) continue;
      const revoked = trust.revoked.get(one.id)?.revoked;
      // Dropped first, so that whatever happens then it is told once; a browser that was paired anew is not told.
      const target = await takeTarget(one);
      if (!target || !revoked || stillUsed.has(target.endpoint)) continue;
      const by = revoked.by && (trust.phones.get(revoked.by) ?? trust.revoked.get(revoked.by))?.name;
      const { end } = await sender.send(target, revokedPush(by, app()));
      log({ event: `push ${end}`, code: 'revoked' });
    }
    return { trust, rooms: house?.rooms ?? [], phones };
  }

  /** Where a phone takes pushes, which is forgotten; what it said anew meanwhile counts. Undefined if it was forgotten already. */
  async function takeTarget(one: Subscription): Promise<PushTarget | undefined> {
    let kept: Subscription | undefined = one;
    while (kept?.target && !(await dropTarget(documents, kept)))
      kept = await documents.get(one.household, 'subscription', one.id);
    return kept?.target;
  }

  /** What to push; a moment where it is too early to say. */
  async function pushFor(
    message: Message,
    about: About,
    { trust, rooms }: { trust: TrustList; rooms: Room[] },
  ): Promise<Push | Instant | undefined> {
    const { household, heldAt } = message;
    const now = clock();
    if (about !== 'trouble') {
      const from = timeId(after(heldAt, -WITHIN), '').slice(0, 10);
      const gathering = gathered(message, await documents.list(household, 'message', { from }), now);
      if (gathering.as === 'later' && about !== 'answered') return gathering.at;
      if (gathering.as === 'nothing' && about !== 'answered') return undefined;
      if (gathering.as !== 'itself') {
        const newest = await documents.list(household, 'message', { limit: COUNTED });
        const waiting = newest.filter(({ state }) => state === 'held' || state === 'rendering').length;
        return pushOfAll(message, about, waiting, { trust, app: app() }, now);
      }
    }
    return pushOf(message, about, { trust, rooms, app: app() }, now);
  }

  return {
    async tell(message, about) {
      const undoUntil = waitsForUndo(message, about);
      if (undoUntil !== undefined && clock() < undoUntil) return { reached: [], retryAt: undoUntil };
      const known = await load(message.household);
      const before = message.told.find(one => one.about === about);
      const targets = known?.phones.filter(({ id }) => isFor(id, message, about)) ?? [];
      if (!known || targets.length === 0) return { reached: [] };
      const push = await pushFor(message, about, known);
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
      const attempts = before?.attempts ?? 0;
      const retryAt = retryAfter(ends, attempts, clock());
      const isOver = retryAt === undefined || attempts + 1 >= TRIES || retryAt >= lastMoment(message, about);
      return { reached, ...(!isOver && { retryAt }) };
    },
    async tellRevoked(household) {
      await load(household);
    },
  };
}

/** A release that can still be taken back is not yet an answer to tell of. */
const waitsForUndo = (message: Message, about: About): Instant | undefined =>
  about === 'answered' && message.state === 'released' && message.attempts === 0
    ? message.retryAt
    : undefined;

/** Whether a phone is still to be told: not twice, and of an answer only where something shows and was not given there. */
function isFor(phone: Subscription['id'], message: Message, about: About): boolean {
  const reached = (one: About) =>
    message.told.some(told => told.about === one && told.reached.includes(phone));
  if (reached(about)) return false;
  if (about !== 'answered') return true;
  const by = 'answer' in message ? message.answer?.phone : undefined;
  return by !== phone && (reached('waiting') || reached('reminder'));
}

/** When to try again those that may yet take it: no sooner than each of them asks, and never busier than before. */
function retryAfter(ends: readonly PushEnd[], attempts: number, now: Instant): Instant | undefined {
  const waits = ends.flatMap(one => (one.end === 'later' ? [Math.max(one.wait ?? 0, pause(attempts))] : []));
  return waits.length === 0 ? undefined : after(now, Math.max(...waits));
}

/** After this there is nothing left to tell. */
const lastMoment = ({ holdUntil, sendBy }: Message, about: About): Instant =>
  about === 'waiting' || about === 'reminder' ? holdUntil : sendBy;
