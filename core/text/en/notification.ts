import { isEnoughFriction } from '../../household/friction.ts';
import type { TrustList } from '../../approval/trust-list.ts';
import { requiredFriction } from '../../confidence/required-friction.ts';
import type { Room } from '../../household/room.ts';
import type { Instant } from '../../household/instant.ts';
import type { About, Message } from '../../message/message.ts';

/** What a locked phone shows. */
export type PushText = { title: string; body?: string };

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

export const pushLanguage = words.lang;

/**
 * What is said of a message, and no more than the household lets a locked phone tell. Whom it is for is never said
 * where the owner has to choose that.
 */
export function textOf(
  message: Message,
  about: About,
  { settings, phones, revoked, contacts }: TrustList,
  rooms: readonly Room[],
  now: Instant,
): PushText {
  const { notificationDetail: telling } = settings;
  const room = rooms.find(({ id }) => id === message.room)?.name ?? 'an Echo';
  const contact = contacts.get(message.contact)?.name;
  const mustChoose = isEnoughFriction(requiredFriction(message.story, settings), 'choose');
  const whence: Pick<PushText, 'body'> =
    telling === 'nothing'
      ? {}
      : telling === 'contact' && contact !== undefined && !mustChoose
        ? { body: words.fromFor(room, contact) }
        : { body: words.from(room) };
  switch (about) {
    case 'waiting':
      return { title: words.waiting, ...whence };
    case 'reminder':
      return {
        title: words.reminder(Math.max(1, Math.round((message.holdUntil - now) / 60_000))),
        ...whence,
      };
    case 'trouble':
      return { title: message.state === 'unknown' ? words.unknown : words.failed, ...whence };
    case 'answered': {
      if (message.state === 'expired') return { title: words.expired, ...whence };
      const by = 'answer' in message ? message.answer?.phone : undefined;
      if (by === undefined) return { title: words.discardedByVoice, ...whence };
      const phone = (phones.get(by) ?? revoked.get(by))?.name;
      const tells = phone !== undefined && telling !== 'nothing';
      return { title: tells ? words.answeredOn(phone) : words.answered, ...whence };
    }
  }
}

/** What is said of many messages at once. */
export const textOfAll = (waiting: number): PushText => ({
  title: waiting === 0 ? words.noneWaiting : words.all(waiting),
});

export const textOfTest: PushText = { title: words.test, body: words.testBody };

/** What a phone is told that was revoked; `by` is the name of the phone that did it, missing for the recovery code. */
export const textOfRevoked = (by: string | undefined): PushText => ({
  title: words.revoked,
  body: by === undefined ? words.recovered : words.revokedBy(by),
});
