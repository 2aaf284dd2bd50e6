import MailComposer from 'nodemailer/lib/mail-composer';
import { without } from '../../core/household/without.ts';
import type { Mail } from './compose-mail.ts';
import { type DkimKey, signMail } from './dkim.ts';

/** Writes the mail as it is sent (RFC 5322, MIME), with the attachment in base64, and signed if there is a key. */
export async function writeMail(mail: Mail, dkim?: DkimKey): Promise<Buffer> {
  const { attachment, text, html } = mail;
  const written = await new MailComposer({
    ...without(mail, 'envelope', 'attachment'),
    text: withCrlf(text),
    ...(html !== undefined && { html: withCrlf(html) }),
    attachments: attachment
      ? [
          {
            filename: attachment.name,
            contentType: attachment.mediaType,
            contentTransferEncoding: 'base64',
            content: viewOf(attachment.content),
          },
        ]
      : [],
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return dkim ? signMail(written, dkim) : written;
}

/**
 * Each line ends with CRLF (RFC 5322 §2.1): mail servers differ in what they make of a bare CR or LF, and the signature
 * covers it. The composer ends the lines that it writes with CRLF. Its option to convert all lines would look at every
 * byte of the recording.
 */
const withCrlf = (text: string): string => text.replace(/\r\n?|\n/g, '\r\n');

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
