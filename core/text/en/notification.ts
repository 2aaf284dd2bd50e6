import { isEnoughFriction } from '../../household/friction.ts';
import type { TrustList } from '../../approval/trust-list.ts';
import { requiredFriction } from '../../confidence/required-friction.ts';
import type { Room } from '../../household/room.ts';
import type { Instant } from '../../household/instant.ts';
import type { Message, NotificationReason } from '../../message/message.ts';

/** What a locked phone shows. */
export type NotificationText = { title: string; body?: string };

/** Everything that notifications say. */
const words = {
  lang: 'en',
  waiting: 'A message is waiting for your yes',
  reminder: (minutes: number) =>
    minutes === 1 ? 'One minute left for a message' : `${minutes} minutes left for a message`,
  all: (waiting: number) => (waiting === 1 ? '1 message is waiting' : `${waiting} messages are waiting`),
  noneWaiting: 'No message is waiting any more',
  from: (room: string) => `From ${room}`,
  fromFor: (room: string, contact: string) => `From ${room}, for ${contact}`,
  answered: 'A message was answered',
  answeredOn: (phone: string) => `Answered on ${phone}`,
  discardedByVoice: 'Discarded by voice',
  expired: 'Nobody answered; it was erased',
  failed: 'A message could not be delivered',
  unknown: 'A message may not have arrived',
  test: 'Notifications arrive',
  testBody: 'This is what your house sent to this phone.',
  revoked: 'This phone was removed from the house',
  revokedBy: (phone: string) => `By ${phone}`,
  recovered: 'With the recovery code',
};

export const notificationLanguage = words.lang;

/**
 * The text about a message, with no more detail than the household lets a locked phone show. If the owner must choose the
 * recipient, the contact is never named.
 */
export function messageText(
  message: Message,
  reason: NotificationReason,
  { trust, rooms, now }: { trust: TrustList; rooms: readonly Room[]; now: Instant },
): NotificationText {
  const { settings, phones, revoked, contacts } = trust;
  const { notificationDetail } = settings;
  const room = rooms.find(({ id }) => id === message.room)?.name ?? 'an Echo';
  const contact = contacts.get(message.contact)?.name;
  const mustChoose = isEnoughFriction(requiredFriction(message.story, settings), 'choose');
  const origin: Pick<NotificationText, 'body'> =
    notificationDetail === 'nothing'
      ? {}
      : notificationDetail === 'contact' && contact !== undefined && !mustChoose
        ? { body: words.fromFor(room, contact) }
        : { body: words.from(room) };
  switch (reason) {
    case 'waiting':
      return { title: words.waiting, ...origin };
    case 'reminder':
      return {
        title: words.reminder(Math.max(1, Math.round((message.holdUntil - now) / 60_000))),
        ...origin,
      };
    case 'trouble':
      return { title: message.state === 'unknown' ? words.unknown : words.failed, ...origin };
    case 'answered': {
      if (message.state === 'expired') return { title: words.expired, ...origin };
      const by = 'answer' in message ? message.answer?.phone : undefined;
      if (by === undefined) return { title: words.discardedByVoice, ...origin };
      const phone = (phones.get(by) ?? revoked.get(by))?.name;
      const isNamed = phone !== undefined && notificationDetail !== 'nothing';
      return { title: isNamed ? words.answeredOn(phone) : words.answered, ...origin };
    }
  }
}

/** The text about all messages that wait. */
export const waitingText = (waiting: number): NotificationText => ({
  title: waiting === 0 ? words.noneWaiting : words.all(waiting),
});

export const testText: NotificationText = { title: words.test, body: words.testBody };

/** The text for a phone that was revoked. `by`: the name of the phone that did it; undefined for the recovery code. */
export const revokedText = (by: string | undefined): NotificationText => ({
  title: words.revoked,
  body: by === undefined ? words.recovered : words.revokedBy(by),
});
