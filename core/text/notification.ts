import type { Trouble } from '../api/trouble.ts';
import type { TrustList } from '../approval/trust-list.ts';
import { requiredFriction } from '../confidence/required-friction.ts';
import { isEnoughFriction } from '../household/friction.ts';
import type { Instant } from '../household/instant.ts';
import { type Language, supportedLanguage, type SupportedLanguage } from '../household/language.ts';
import type { Room } from '../household/room.ts';
import type { Message, NotificationReason } from '../message/message.ts';
import { NOTIFICATION_TEXTS } from './texts.ts';

/** What notifications say in one language. */
export type NotificationTexts = Readonly<{
  waiting: string;
  reminder: (minutes: number) => string;
  allWaiting: (messages: number) => string;
  noneWaiting: string;
  from: (room: string) => string;
  fromFor: (room: string, contact: string) => string;
  /** A room that is not known any more. */
  unknownRoom: string;
  answered: string;
  answeredOn: (phone: string) => string;
  discardedByVoice: string;
  expired: string;
  delayed: string;
  failed: string;
  unknown: string;
  test: string;
  testBody: string;
  revoked: string;
  revokedBy: (phone: string) => string;
  recovered: string;
  troubles: Readonly<Record<Trouble, string>>;
  troubleBody: string;
}>;

/** What a locked phone shows, and its language. */
export type NotificationText = { lang: SupportedLanguage; title: string; body?: string };

/**
 * The text about a message, in the language of its story, with no more detail than the household lets a locked phone
 * show. The contact is never named if the owner must choose the recipient, or if the message is not as it was sealed.
 */
export function messageText(
  message: Message,
  reason: NotificationReason,
  {
    trust,
    rooms,
    now,
    isSealed,
  }: { trust: TrustList; rooms: readonly Room[]; now: Instant; isSealed: boolean },
): NotificationText {
  const lang = supportedLanguage(message.story.language);
  const texts = NOTIFICATION_TEXTS[lang];
  const { settings, phones, revoked, contacts } = trust;
  const { notificationDetail } = settings;
  const room = rooms.find(({ id }) => id === message.room)?.name ?? texts.unknownRoom;
  const contact = contacts.get(message.contact)?.name;
  const mustChoose = isEnoughFriction(requiredFriction(message.story, settings), 'choose');
  const origin =
    notificationDetail === 'nothing'
      ? { lang }
      : notificationDetail === 'contact' && contact !== undefined && isSealed && !mustChoose
        ? { lang, body: texts.fromFor(room, contact) }
        : { lang, body: texts.from(room) };
  switch (reason) {
    case 'waiting':
      return { title: texts.waiting, ...origin };
    case 'reminder': {
      const minutesLeft = Math.max(1, Math.round((message.holdUntil - now) / 60_000));
      return { title: texts.reminder(minutesLeft), ...origin };
    }
    case 'delayed':
      return { title: texts.delayed, ...origin };
    case 'trouble':
      return { title: message.state === 'unknown' ? texts.unknown : texts.failed, ...origin };
    case 'answered': {
      if (message.state === 'expired') return { title: texts.expired, ...origin };
      const by = 'answer' in message ? message.answer?.phone : undefined;
      if (by === undefined) return { title: texts.discardedByVoice, ...origin };
      const phone = (phones.get(by) ?? revoked.get(by))?.name;
      const isNamed = phone !== undefined && notificationDetail !== 'nothing';
      return { title: isNamed ? texts.answeredOn(phone) : texts.answered, ...origin };
    }
  }
}

/** The text about all messages that wait. `language` is that of the message which changed. */
export function waitingText(waiting: number, language: Language): NotificationText {
  const lang = supportedLanguage(language);
  const { noneWaiting, allWaiting } = NOTIFICATION_TEXTS[lang];
  return { lang, title: waiting === 0 ? noneWaiting : allWaiting(waiting) };
}

/** The text of a test notification. */
export function testText(language: Language): NotificationText {
  const lang = supportedLanguage(language);
  const { test, testBody } = NOTIFICATION_TEXTS[lang];
  return { lang, title: test, body: testBody };
}

/** The text for a phone that was revoked. `by`: the name of the phone that did it; undefined for the recovery code. */
export function revokedText(by: string | undefined, language: Language): NotificationText {
  const lang = supportedLanguage(language);
  const { revoked, recovered, revokedBy } = NOTIFICATION_TEXTS[lang];
  return { lang, title: revoked, body: by === undefined ? recovered : revokedBy(by) };
}

/** The text about something that the owner can mend. */
export function troubleText(trouble: Trouble, language: Language): NotificationText {
  const lang = supportedLanguage(language);
  const { troubles, troubleBody } = NOTIFICATION_TEXTS[lang];
  return { lang, title: troubles[trouble], body: troubleBody };
}
