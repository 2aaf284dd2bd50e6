import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { createTransport } from 'nodemailer';
import { type Duration, seconds } from '../../core/household/instant.ts';
import type { Channel, Delivery } from '../../services/ports/channel.ts';
import { composeMail, type Mail } from '../mail/compose-mail.ts';
import { type SesEnd, sesOutcome } from './ses-outcome.ts';
import { writeMail } from '../mail/write-mail.ts';

type Options = {
  client: SESv2Client;
  /** An address, or `Name <address>`; verified with SES. */
  from: string;
  /** After this time an attempt has ended; 30 s unless given. */
  timeout?: Duration;
};

/**
 * Email through Amazon SES: one mail to all addresses of a delivery, in one request. SES knows no repeats and gives each
 * request a Message-ID of its own, so the client, which belongs to the channel from now on, tries nothing twice.
 */
export function sesChannel({ client, from, timeout = seconds(30) }: Options): Channel {
  client.middlewareStack.add(next => next, {
    name: 'retryMiddleware',
    step: 'finalizeRequest',
    priority: 'high',
    override: true,
  });
  return {
    timeout,
    send: async (delivery: Delivery) =>
      sesOutcome(await exchange(client, composeMail(delivery, from), AbortSignal.timeout(timeout))),
  };
}

/** Hands the mail over once and says how that ended. Never throws. */
async function exchange(client: SESv2Client, mail: Mail, overtime: AbortSignal): Promise<SesEnd> {
  try {
    const sesClient = {
      send: (command: unknown) => client.send(command as SendEmailCommand, { abortSignal: overtime }),
    };
    const transport = createTransport({
      SES: { sesClient, SendEmailCommand },
      // Its log holds addresses.
      logger: false,
    });
    const sent = await transport.sendMail({ envelope: mail.envelope, raw: await writeMail(mail) });
    return { end: 'accepted', id: sent.response };
  } catch (error) {
    return ended(error as SesError);
  }
}

/** What the client throws; nodemailer gives errors without a code the code `ESES`. */
type SesError = {
  name: string;
  message: string;
  code?: string;
  /** The call of the system that failed. */
  syscall?: string;
  $metadata?: { httpStatusCode?: number };
};

function ended(error: SesError): SesEnd {
  const { name, message, code, $metadata } = error;
  const status = $metadata?.httpStatusCode;
  if (status !== undefined && status >= 400) return { end: 'answered', status, error: name, says: message };
  const cause = code === undefined || code === 'ESES' ? name : code;
  return { end: 'unanswered', begun: !endedEarly(error), cause };
}

/** Before a connection stood nothing can have arrived: no name, no connection, no trust, or nothing to sign with. */
function endedEarly({ name, code, syscall }: SesError): boolean {
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    name === 'CredentialsProviderError' ||
    // The one timeout without a code of the system's is that of connecting.
    (name === 'TimeoutError' && code === 'ESES') ||
    /CERT|TLS|SSL|SIGNATURE/.test(code ?? '')
  );
}
