import type { Language } from '../household/language.ts';
import { evidence as evidenceInEnglish } from './en/evidence.ts';
import { replies as repliesInEnglish } from './en/replies.ts';
import { common } from './en/phone/common.ts';
import { contacts } from './en/phone/contacts.ts';
import { messages } from './en/phone/messages.ts';
import { pairing } from './en/phone/pairing.ts';
import { push } from './en/phone/push.ts';
import { session } from './en/phone/session.ts';
import type { EvidenceTexts } from './evidence.ts';
import type { ReplyTexts } from './replies.ts';

/** The languages that the texts are written in: one folder beside this file for each. */
export type TextLanguage = 'en';

/** The texts of one concern in every language. A language whose folder lacks them does not compile. */
export type InEveryLanguage<Texts> = Readonly<Record<TextLanguage, Texts>>;

// One table for each concern, so that a bundle holds only the texts that its program uses.
export const REPLIES: InEveryLanguage<ReplyTexts> = { en: repliesInEnglish };
export const EVIDENCE_TEXTS: InEveryLanguage<EvidenceTexts> = { en: evidenceInEnglish };

// The phone app: a table for each of its features; the one for its settings is in phone-settings.ts.
export const PHONE_COMMON: InEveryLanguage<typeof common> = { en: common };
export const PHONE_CONTACTS: InEveryLanguage<typeof contacts> = { en: contacts };
export const PHONE_MESSAGES: InEveryLanguage<typeof messages> = { en: messages };
export const PHONE_PAIRING: InEveryLanguage<typeof pairing> = { en: pairing };
export const PHONE_PUSH: InEveryLanguage<typeof push> = { en: push };
export const PHONE_SESSION: InEveryLanguage<typeof session> = { en: session };

/** The texts of one concern in this language, or in English where nothing is written in it. */
export const textsIn = <Texts>(texts: InEveryLanguage<Texts>, language: Language): Texts =>
  Object.hasOwn(texts, language) ? texts[language as unknown as TextLanguage] : texts.en;
