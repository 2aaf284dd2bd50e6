import { SendEmailCommand, type SendEmailRequest, type SESv2Client } from '@aws-sdk/client-sesv2';
import { createTransport } from 'nodemailer';
import { addressDigest } from '../../core/household/contact.ts';
import { needsSmtpUtf8 } from '../../core/household/email-address.ts';
import { type Duration, seconds } from '../../core/household/instant.ts';
import type { DeliveryChannel, Delivery } from '../../services/ports/channel.ts';
import { composeMail, type Mail, type MailSender } from '../mail/compose-mail.ts';
import { type SesEnd, sesOutcome } from './ses-outcome.ts';
import { writeMail } from '../mail/write-mail.ts';

/** The tags by which an event about a mail is matched to its household and its address. */
export const MAIL_TAGS = { household: 'household', address: 'address' } as const;

/** The sender is verified with SES. */
type Options = MailSender & {
  client: SESv2Client;
  /** The configuration set under which SES reports what becomes of the mails. */
  configurationSet: string;
  /** An attempt ends within this time; 30 s unless given. */
  timeout?: Duration;
};

/**
 * Email through Amazon SES, one mail a delivery. SES cannot recognise a repeat, because it gives each request a Message-ID
 * of its own. The channel therefore takes over the client, switches its retries off, and lets it keep no connection: SES may
 * have closed one while Lambda froze the function, and then nobody would know whether the mail arrived.
 */
export function sesChannel({
  client,
  configurationSet,
  timeout = seconds(30),
  ...sender
}: Options): DeliveryChannel {
  client.middlewareStack.add(next => next, {
    name: 'retryMiddleware',
    step: 'finalizeRequest',
    priority: 'high',
    override: true,
  });
  client.middlewareStack.add(
    next => args => {
      (args.request as { headers: Record<string, string> }).headers['connection'] = 'close';
      return next(args);
    },
    { name: 'closeConnectionMiddleware', step: 'build', override: true },
  );
  return {
    timeout,
    async send(delivery: Delivery) {
      const halted = await delivery.begin();
      if (halted) return halted;
      const end = await exchange(client, composeMail(delivery, sender), {
        ses: { ConfigurationSetName: configurationSet, EmailTags: tagsOf(delivery) },
        overtime: AbortSignal.timeout(timeout),
      });
      return sesOutcome(end);
    },
  };
}

const tagsOf = ({ household, to }: Delivery) => [
  { Name: MAIL_TAGS.household, Value: household },
  { Name: MAIL_TAGS.address, Value: addressDigest(to).digest },
];

/** Hands the mail over once and gives how that ended. Never throws. */
async function exchange(
  client: SESv2Client,
  mail: Mail,
  {
    ses,
    overtime,
  }: { ses: Pick<SendEmailRequest, 'ConfigurationSetName' | 'EmailTags'>; overtime: AbortSignal },
): Promise<SesEnd> {
  // SES knows no SMTPUTF8: "the local part must use 7-bit ASCII".
  if (needsSmtpUtf8(mail.envelope.to)) return { end: 'ascii-only' };
  try {
    const sesClient = {
      send: (command: unknown) => client.send(command as SendEmailCommand, { abortSignal: overtime }),
    };
    const transport = createTransport({
      SES: { sesClient, SendEmailCommand },
      // nodemailer's log contains addresses.
      logger: false,
    });
    const sent = await transport.sendMail({ envelope: mail.envelope, raw: await writeMail(mail), ses });
    return { end: 'accepted', id: sent.response };
  } catch (error) {
    return ended(error as SesError);
  }
}

/** An error as the client throws it. nodemailer adds the code `ESES` to an error without one. */
type SesError = {
  name: string;
  message: string;
  code?: string;
  /** The system call that failed. */
  syscall?: string;
  $metadata?: { httpStatusCode?: number };
};

function ended(error: SesError): SesEnd {
  const { name, message, code, $metadata } = error;
  const status = $metadata?.httpStatusCode;
  if (status !== undefined && status >= 400) return { end: 'answered', status, error: name, says: message };
  const cause = code === undefined || code === 'ESES' ? name : code;
  return { end: 'unanswered', begun: !hasEndedEarly(error), cause };
}

/** Nothing can have arrived without a name, a connection, a trusted certificate or credentials to sign with. */
function hasEndedEarly({ name, code, syscall }: SesError): boolean {
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    name === 'CredentialsProviderError' ||
    // Only the timeout of connecting comes without a code of the system.
    (name === 'TimeoutError' && code === 'ESES') ||
    /CERT|TLS|SSL|SIGNATURE/.test(code ?? '')
  );
}
