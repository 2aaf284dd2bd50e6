import { inLanguage, type Language } from '../household/language.ts';
import type { Recording } from '../message/recording/recording.ts';
import { MAIL_TEXTS } from './texts.ts';

/** What a mail says, part by part: as text and as HTML it has the same parts. */
export type MailWords = {
  subject: string;
  /** The name of the sender, where the household has one. */
  sender?: string;
  greeting: string;
  /** Who recorded or dictated it, and how long it is. */
  about: string;
  /** The words of a dictation, as they were said. */
  transcript?: string;
  /** Why it came at all: somebody checked it. */
  checked: string;
  /** What this is and how to stop it, in one line; for the first message to an address only. */
  introduction?: string;
  /** What the link to the stop page says. */
  stop: string;
};

/** What the words of a mail depend on. */
export type MailFacts = {
  /** The contact's name. */
  name: string;
  /** The household's name; null if it has none. */
  household: string | null;
  /** The address that the mail comes from. */
  sender: string;
  recording: Pick<Recording, 'duration' | 'transcript'>;
  isFirst: boolean;
  /** Whether the mail has a link to the stop page. */
  canStop: boolean;
};

/** The mail that brings a recording to a contact, in one language. */
export type MailTexts = (facts: MailFacts) => MailWords;

/** A mail by which the owner sees whether mails arrive. */
export type TestMailTexts = Readonly<{ subject: string; text: string }>;

/** What the mail says, in this language. */
export const mailWords = (facts: MailFacts, language: Language): MailWords =>
  inLanguage(MAIL_TEXTS, language)(facts);
