import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail } from './compose-mail.ts';

/** Writes the mail as it is sent (RFC 5322, MIME), with the attachment in base64. */
export function writeMail(mail: Mail): Promise<Buffer> {
  const { from, to, messageId, subject, text, attachment } = mail;
  return new MailComposer({
    from,
    to,
    messageId,
    subject,
    text,
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
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
