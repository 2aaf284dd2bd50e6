import type { TrustList } from '../../core/approval/trust-list.ts';
import type { Room } from '../../core/household/room.ts';
import { type Duration, hours, type Instant, minutes, seconds } from '../../core/household/instant.ts';
import { sha256 } from '../../core/household/sha256.ts';
import type { About, Message } from '../../core/message/message.ts';
import type { Push } from '../ports/push-sender.ts';
import { isQuiet } from './quiet-hours.ts';
import {
  type PushText,
  pushLanguage,
  textOf,
  textOfAll,
  textOfRevoked,
  textOfTest,
} from '../../core/text/en/notification.ts';

/** A test push that comes late tells nothing. */
const TEST_LIFE: Duration = minutes(1);
/** A revoked phone may be off for as long as this and still learn of it. */
const REVOKED_LIFE: Duration = hours(24);
/** Whoever picks the phone up in the last moment of a hold still sees that something was there. */
const SHORTEST_LIFE: Duration = seconds(10);

const URGENCY = { waiting: 'high', reminder: 'normal', answered: 'low', trouble: 'normal' } as const;

/** 32 characters that say the same of the same thing to a push service, and nothing else (RFC 8030 §5.4). */
const topicOf = (what: string): string => sha256(`second-yes topic ${what}`).slice(0, 32);

const aPush = (
  text: PushText,
  { navigate, tag, silent }: { navigate: string; tag: string; silent: boolean },
  how: Pick<Push, 'ttl' | 'urgency'>,
): Push => ({
  payload: { web_push: 8030, notification: { ...text, navigate, tag, lang: pushLanguage, silent } },
  topic: topicOf(tag),
  ...how,
});

/** The push about one message. `app`: the address of the phone app, ending in a slash. */
export function pushOf(
  message: Message,
  about: About,
  { trust, rooms, app }: { trust: TrustList; rooms: readonly Room[]; app: string },
  now: Instant,
): Push {
  const { id } = message;
  const isOpen = about === 'waiting' || about === 'reminder';
  const silent = about === 'answered' || isQuiet(trust.settings.quietHours, now);
  const push = aPush(
    textOf(message, about, trust, rooms, now),
    { navigate: `${app}#message=${id}`, tag: id, silent },
    {
      ttl: Math.max(SHORTEST_LIFE, (isOpen ? message.holdUntil : message.sendBy) - now),
      urgency: URGENCY[about],
    },
  );
  if (isOpen) push.payload.notification.data = { discard: id };
  return push;
}

/** The push about all messages that wait, when there are many; each replaces the one before. */
export function pushOfAll(
  { household, holdUntil }: Pick<Message, 'household' | 'holdUntil'>,
  about: About,
  waiting: number,
  { trust, app }: { trust: TrustList; app: string },
  now: Instant,
): Push {
  const silent = about === 'answered' || isQuiet(trust.settings.quietHours, now);
  return aPush(
    textOfAll(waiting),
    { navigate: app, tag: `all ${household}`, silent },
    { ttl: Math.max(SHORTEST_LIFE, holdUntil - now), urgency: URGENCY[about] },
  );
}

/** The push that the owner asked for, to see one arrive. */
export const testPush = (app: string): Push =>
  aPush(
    textOfTest,
    { navigate: `${app}#settings`, tag: 'test', silent: false },
    { ttl: TEST_LIFE, urgency: 'high' },
  );

/** The last push to a phone that was revoked. */
export const revokedPush = (by: string | undefined, app: string): Push =>
  aPush(
    textOfRevoked(by),
    { navigate: app, tag: 'revoked', silent: false },
    { ttl: REVOKED_LIFE, urgency: 'normal' },
  );
