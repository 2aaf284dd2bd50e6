import { inLanguage, supportedLanguage, UNDETERMINED } from '../../core/household/language.ts';
import { randomUUID } from 'node:crypto';
import { sha256OfParts } from '../../core/household/bytes/sha256.ts';
import { mailWords } from '../../core/text/mail.ts';
import { TEST_MAIL_TEXTS } from '../../core/text/texts.ts';
import { audioFile } from '../../core/message/recording/audio-file.ts';
import type { Delivery } from '../../services/ports/channel.ts';
import { htmlMail } from './html-mail.ts';
import { textMail } from './text-mail.ts';

/** Whom the mails come from, and who reads the answers. */
export type MailSender = {
  /** An address, or `Name <address>`. */
  from: string;
  /** Where answers go; to the sender unless given. */
  replyTo?: string | undefined;
};

type NamedAddress = { name: string; address: string };

/** A mail before it is written out. */
export type Mail = {
  from: NamedAddress;
  to: NamedAddress;
  replyTo?: string;
  /** Bare addresses, for SMTP's MAIL FROM and RCPT TO. */
  envelope: { from: string; to: string };
  messageId: string;
  headers: Record<string, string>;
  subject: string;
  text: string;
  html?: string;
  attachment?: { name: string; mediaType: string; content: Uint8Array };
};

/** A mail that brings a recording. */
export type DeliveryMail = Mail & Required<Pick<Mail, 'html' | 'attachment'>>;

/** Answering machines do not answer it (RFC 3834 §5). */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' };

/**
 * Makes the mail of a delivery, with the recording as its attachment. A message has the same Message-ID
 * (RFC 5322 §3.6.4) in each attempt for an address, so that mail programs recognise a repeat.
 */
export function composeMail(delivery: Delivery, { from, replyTo }: MailSender): DeliveryMail {
  const { household, message, to, stop, recording, language } = delivery;
  const name = nameInHeader(to.name);
  const nameOfHousehold = delivery.from.household === null ? null : nameInHeader(delivery.from.household);
  const sender = parseSender(from);
  const words = mailWords(
    {
      name,
      household: nameOfHousehold,
      sender: sender.address,
      recording,
      isFirst: stop.isFirst,
      canStop: stop.url !== null,
    },
    language,
  );
  return {
    from: { name: words.sender ?? sender.name, address: sender.address },
    to: { name, address: to.address },
    ...(replyTo !== undefined && { replyTo }),
    envelope: { from: sender.address, to: to.address },
    messageId: messageIdOf(['mail', household, message, to.address], sender.address),
    headers: { ...AUTOMATIC, ...(stop.url !== null && unsubscribing(stop.url)) },
    subject: words.subject,
    text: textMail(words, stop.url),
    html: htmlMail(words, stop.url, supportedLanguage(language)),
    attachment: { ...audioFile(recording.mediaType), content: recording.audio },
  };
}

/**
 * A mail from the sender to itself. Nobody but the owner sees it, so it is no mail of a household. The owner's language is
 * not known here.
 */
export function composeTestMail({ from }: MailSender): Mail {
  const { name, address } = parseSender(from);
  const { subject, text } = inLanguage(TEST_MAIL_TEXTS, UNDETERMINED);
  return {
    from: { name, address },
    to: { name: '', address },
    envelope: { from: address, to: address },
    messageId: messageIdOf(['test', randomUUID()], address),
    headers: AUTOMATIC,
    subject,
    text: `${text}\n`,
  };
}

/** A button of the mail program itself stops messages (RFC 2369 §3.2); over https with one click (RFC 8058 §3.1). */
const unsubscribing = (url: string): Record<string, string> => ({
  'List-Unsubscribe': `<${url}>`,
  ...(url.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
});

const messageIdOf = (seed: readonly string[], sender: string): string =>
  `<${sha256OfParts('second-yes message-id', ...seed)}@${sender.slice(sender.lastIndexOf('@') + 1)}>`;

/** A header must not contain line breaks or other control characters. */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** A name with the form of an encoded word (RFC 2047) would be decoded to another, which nobody has checked. */
const nameInHeader = (name: string): string => onOneLine(name).replaceAll('=?', '= ?');

function parseSender(from: string): NamedAddress {
  const [, name = '', address = from] = /^(.*)<([^<>]*)>\s*$/.exec(onOneLine(from)) ?? [];
  return { name: onOneLine(name).replace(/^"(.*)"$/, '$1'), address: onOneLine(address) };
}
