import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail } from './compose-mail.ts';

/** The mail as it goes over the wire (RFC 5322, MIME): the attachment in base64, byte for byte. */
export function writeMail(mail: Mail): Promise<Buffer> {
  const { from, to, messageId, subject, text, attachment } = mail;
  return new MailComposer({
    from,
    to,
    messageId,
    subject,
    text,
    attachments: [
      {
        filename: attachment.name,
        contentType: attachment.mediaType,
        contentTransferEncoding: 'base64',
        content: Buffer.from(attachment.content),
      },
    ],
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
