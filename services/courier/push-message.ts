import type { Trouble } from '../../core/api/trouble.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { Room } from '../../core/household/room.ts';
import { type Duration, hours, type Instant, minutes, seconds } from '../../core/household/instant.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import type { Message, NotificationReason } from '../../core/message/message.ts';
import type { Push } from '../ports/push-sender.ts';
import { isQuiet } from './quiet-hours.ts';
import { UNDETERMINED } from '../../core/household/language.ts';
import {
  type NotificationText,
  messageText,
  revokedText,
  testText,
  troubleText,
  waitingText,
} from '../../core/text/notification.ts';

/** A test notification that comes later than this shows nothing useful. */
const TEST_LIFE: Duration = minutes(1);
/** A revoked phone that is offline for up to this long is still notified. */
const REVOKED_LIFE: Duration = hours(24);
/** Later than this a push about trouble is of no use: the app shows the trouble anyway. */
export const TROUBLE_LIFE: Duration = hours(24);
/** Even a push that is sent in the last moment of a hold has time to arrive. */
const SHORTEST_LIFE: Duration = seconds(10);

const URGENCY = {
  waiting: 'high',
  reminder: 'normal',
  answered: 'low',
  delayed: 'normal',
  trouble: 'normal',
} as const satisfies Record<NotificationReason, Push['urgency']>;

/** The same tag gives the same 32 characters, which reveal nothing to the push service (RFC 8030 §5.4). */
const topicOf = (tag: string): string => sha256(`second-yes topic ${tag}`).slice(0, 32);

const aPush = (
  text: NotificationText,
  { navigate, tag, silent }: { navigate: string; tag: string; silent: boolean },
  how: Pick<Push, 'ttl' | 'urgency'>,
): Push => ({
  payload: {
    web_push: 8030,
    notification: { ...text, navigate, tag, silent },
  },
  topic: topicOf(tag),
  ...how,
});

type Known = {
  trust: TrustList;
  /** The address of the phone app, ending in a slash. */
  app: string;
  now: Instant;
};

/** The push about one message. */
export function messagePush(
  message: Message,
  reason: NotificationReason,
  { trust, rooms, app, now, isSealed }: Known & { rooms: readonly Room[]; isSealed: boolean },
): Push {
  const { id } = message;
  const isOpen = reason === 'waiting' || reason === 'reminder';
  const push = aPush(
    messageText(message, reason, { trust, rooms, now, isSealed }),
    { navigate: `${app}#message=${id}`, tag: id, silent: isSilent(reason, trust, now) },
    {
      ttl: lifeOf(message, reason, now),
      urgency: URGENCY[reason],
    },
  );
  if (isOpen) push.payload.notification.data = { discard: id };
  return push;
}

/** How long a push service may keep the push for a phone that is offline. */
function lifeOf({ holdUntil, sendBy }: Message, reason: NotificationReason, now: Instant): Duration {
  switch (reason) {
    case 'waiting':
    case 'reminder':
      return Math.max(SHORTEST_LIFE, holdUntil - now);
    case 'answered':
      return Math.max(SHORTEST_LIFE, sendBy - now);
    case 'delayed':
    case 'trouble':
      return TROUBLE_LIFE;
  }
}

/** The push about all messages that wait, when there are many. Each one replaces the one before. */
export function waitingPush(
  { household, holdUntil, story }: Pick<Message, 'household' | 'holdUntil' | 'story'>,
  reason: NotificationReason,
  { waiting, trust, app, now }: Known & { waiting: number },
): Push {
  return aPush(
    waitingText(waiting, story.language),
    { navigate: app, tag: `all ${household}`, silent: isSilent(reason, trust, now) },
    { ttl: Math.max(SHORTEST_LIFE, holdUntil - now), urgency: URGENCY[reason] },
  );
}

const isSilent = (reason: NotificationReason, { settings }: TrustList, now: Instant): boolean =>
  reason === 'answered' || isQuiet(settings.quietHours, now);

/** The push that the owner asks for to see whether notifications arrive. The language of a phone is not known here. */
export const testPush = (app: string): Push =>
  aPush(
    testText(UNDETERMINED),
    { navigate: `${app}#settings`, tag: 'test', silent: false },
    { ttl: TEST_LIFE, urgency: 'high' },
  );

/** The push about something that the owner can mend. */
export const troublePush = (trouble: Trouble, app: string): Push =>
  aPush(
    troubleText(trouble, UNDETERMINED),
    { navigate: app, tag: `trouble ${trouble}`, silent: false },
    { ttl: TROUBLE_LIFE, urgency: 'high' },
  );

/** The last push to a phone that was revoked. `by`: the name of the phone that did it; undefined for the recovery code. */
export const revokedPush = (by: string | undefined, app: string): Push =>
  aPush(
    revokedText(by, UNDETERMINED),
    { navigate: app, tag: 'revoked', silent: false },
    { ttl: REVOKED_LIFE, urgency: 'normal' },
  );
