import type { MailWords } from '../../core/text/mail.ts';

/** The mail as plain text. `stopUrl`: the page where the recipient stops messages; null if there is none. */
export function textMail(words: MailWords, stopUrl: string | null): string {
  const { greeting, about, transcript, checked, introduction, stop } = words;
  const paragraphs = [
    greeting,
    about,
    ...(transcript === undefined ? [] : [`“${transcript}”`]),
    checked,
    ...(introduction === undefined ? [] : [introduction]),
  ];
  // What follows a line of two hyphens and a space is the signature (RFC 3676 §4.3).
  const signature = ['-- ', 'Second Yes', ...(stopUrl === null ? [] : [`${stop}:`, stopUrl])];
  return `${paragraphs.join('\n\n')}\n\n${signature.join('\n')}\n`;
}
