import MailComposer from 'nodemailer/lib/mail-composer';
import { without } from '../../core/household/without.ts';
import type { Mail } from './compose-mail.ts';
import { type DkimKey, signMail } from './dkim.ts';

/** Writes the mail as it is sent (RFC 5322, MIME), with the attachment in base64, and signed if there is a key. */
export async function writeMail(mail: Mail, dkim?: DkimKey): Promise<Buffer> {
  const { attachment } = mail;
  const written = await new MailComposer({
    ...without(mail, 'envelope', 'attachment'),
    attachments: attachment
      ? [
          {
            filename: attachment.name,
            contentType: attachment.mediaType,
            contentTransferEncoding: 'base64',
            content: Buffer.from(attachment.content),
          },
        ]
      : [],
    // Each line ends with CRLF (RFC 5322 §2.1): mail servers differ in what they make of a bare LF, and the signature covers it.
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return dkim ? signMail(written, dkim) : written;
}
