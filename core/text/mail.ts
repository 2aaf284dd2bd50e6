import type { Language } from '../household/language.ts';
import type { Recording } from '../message/recording.ts';
import { MAIL_TEXTS, textsIn } from './languages.ts';

/** The mail that brings a recording to a contact, in one language. `name` is the contact's. */
export type MailTexts = Readonly<{
  subject: (name: string) => string;
  /** How the recording came about, and its transcript where it was dictated. */
  body: (name: string, recording: Pick<Recording, 'duration' | 'transcript'>) => string;
}>;

/** The subject and the body of the mail, in this language. */
export function renderMail(
  name: string,
  recording: Pick<Recording, 'duration' | 'transcript'>,
  language: Language,
): { subject: string; text: string } {
  const { subject, body } = textsIn(MAIL_TEXTS, language);
  return { subject: subject(name), text: body(name, recording) };
}
