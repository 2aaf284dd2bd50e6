import { randomUUID } from 'node:crypto';
import { addressesOn } from '../../core/household/contact.ts';
import { sha256 } from '../../core/household/sha256.ts';
import { renderMail } from '../../core/text/mail.ts';
import type { Delivery } from '../../services/ports/channel.ts';

/** A mail before it is written out. */
export type Mail = {
  from: string;
  to: { name: string; address: string }[];
  /** Bare addresses, for SMTP's MAIL FROM and RCPT TO. */
  envelope: { from: string; to: string[] };
  messageId: string;
  subject: string;
  text: string;
  attachment?: { name: string; mediaType: string; content: Uint8Array };
};

/** A mail that brings a recording. */
export type DeliveryMail = Mail & Required<Pick<Mail, 'attachment'>>;

/** File name extensions of the media types that browsers record and speech engines give. */
const EXTENSIONS: Record<string, string> = {
  'audio/wav': 'wav',
  'audio/webm': 'webm',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
};

/**
 * Makes one mail for all email addresses of a delivery, with the recording as its attachment. `from` is an address or
 * `Name <address>`. The same claim gives the same Message-ID (RFC 5322 §3.6.4), so that mail programs recognise a repeat.
 */
export function composeMail(delivery: Delivery, from: string): DeliveryMail {
  const { to, recording, claim, language } = delivery;
  const name = onOneLine(to.name);
  const sender = bareAddress(from);
  const addresses = addressesOn('email', to.addresses);
  return {
    from: onOneLine(from),
    to: addresses.map(address => ({ name, address })),
    envelope: { from: sender, to: addresses },
    messageId: `<${sha256(`second-yes mail ${claim}`)}@${sender.slice(sender.lastIndexOf('@') + 1)}>`,
    ...renderMail(name, recording, language),
    attachment: attachment(recording.mediaType, recording.audio),
  };
}

/** A mail from the sender to itself. Nobody but the owner sees it, so it is no mail of a household. */
export function composeTestMail(from: string): Mail {
  const sender = bareAddress(from);
  return {
    from: onOneLine(from),
    to: [{ name: '', address: sender }],
    envelope: { from: sender, to: [sender] },
    messageId: `<${sha256(`second-yes test ${randomUUID()}`)}@${sender.slice(sender.lastIndexOf('@') + 1)}>`,
    subject: 'Second Yes: a test',
    text: 'Mails from your household arrive.\n',
  };
}

function attachment(mediaType: string, content: Uint8Array): DeliveryMail['attachment'] {
  const essence = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const extension = EXTENSIONS[essence];
  return extension === undefined
    ? { name: 'message.bin', mediaType: 'application/octet-stream', content }
    : { name: `message.${extension}`, mediaType: essence, content };
}

/** A header must not contain line breaks or other control characters. */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const bareAddress = (from: string): string => onOneLine(/<([^<>]*)>\s*$/.exec(from)?.[1] ?? from);
