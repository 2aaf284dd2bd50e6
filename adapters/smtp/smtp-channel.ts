import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { type Duration, seconds } from '../../core/household/instant.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { Channel, Delivery } from '../../services/ports/channel.ts';
import { composeMail, composeTestMail, type Mail } from '../mail/compose-mail.ts';
import { type MailEnd, mailOutcome, type Refused } from '../mail/mail-outcome.ts';
import { writeMail } from '../mail/write-mail.ts';

type Options = {
  /**
   * `smtps://…` (TLS from the start) or `smtp://user:password@host:port` (STARTTLS). Nothing is sent without TLS, unless
   * the host is this machine or the URL ends with `?ignoreTLS=true`.
   */
  smtpUrl: string;
  /** An address, or `Name <address>`. */
  from: string;
  /** An attempt ends within this time; 60 s unless given. */
  timeout?: Duration;
};

/** How long each step of a try may take. */
const TRYING = {
  connectionTimeout: seconds(15),
  greetingTimeout: seconds(15),
  socketTimeout: seconds(15),
  dnsTimeout: seconds(15),
};
/** How long the server may take to close the connection after we closed our side. */
const CLOSING: Duration = seconds(1);

/** A channel for mails whose server can be tried without a message. */
export interface MailChannel extends Channel {
  /** Connects and logs in. */
  tryServer(): Promise<Attempt>;
  /** Sends a mail without content to its own sender. */
  sendTest(): Promise<{ to: string; attempt: Attempt }>;
}

/** Email over SMTP: one mail to all addresses of a delivery in one transaction. Throws for an unusable `smtpUrl`. */
export function emailChannel({ smtpUrl, from, timeout = seconds(60) }: Options): MailChannel {
  if (!/^smtps?:\/\/[^/]/i.test(smtpUrl))
    throw new Error('SMTP_URL must look like smtp://user:password@mail.example.org:587.');
  const settings = withTls(parseConnectionUrl(smtpUrl));
  return {
    timeout,
    send: async (delivery: Delivery) =>
      mailOutcome(await exchange(composeMail(delivery, from), settings, AbortSignal.timeout(timeout))),
    tryServer: async () => mailOutcome(await connect(settings)),
    async sendTest() {
      const mail = composeTestMail(from);
      const attempt = mailOutcome(await exchange(mail, settings, AbortSignal.timeout(timeout)));
      return { to: mail.envelope.from, attempt };
    },
  };
}

type Settings = ReturnType<typeof parseConnectionUrl>;

/** Without `requireTLS` nodemailer sends the login and the mail in the clear if the server does not offer STARTTLS. */
const withTls = (settings: Settings): Settings =>
  settings.ignoreTLS || LOOPBACK.test(settings.host ?? '') ? settings : { ...settings, requireTLS: true };

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i;

/** Runs one SMTP transaction and gives how it ended. Never throws. */
async function exchange(mail: Mail, settings: Settings, overtime: AbortSignal): Promise<MailEnd> {
  let begun = false;
  const reveal = withoutSecrets(settings.auth?.pass);
  try {
    const transport = createTransport({
      ...settings,
      // Never, whatever the URL says: nodemailer's log contains the mails.
      logger: false,
      debug: false,
      pool: false,
      socketCloseTimeout: CLOSING,
    });
    transport.use('stream', ({ message }, done) => {
      message.processFunc((bytes: Readable) => whenFirstRead(bytes, () => (begun = true)));
      done();
    });
    const raw = await writeMail(mail);
    // A server that knows the size refuses a mail that is too large before it is sent (RFC 1870).
    const envelope = { ...mail.envelope, size: raw.length };
    const sent = await transport.sendMail({ envelope, raw, signal: overtime });
    return {
      end: 'accepted',
      taken: sent.accepted.map(String),
      refused: (sent.rejectedErrors ?? []).map(refusal(reveal)),
      reply: reveal(sent.response),
    };
  } catch (error) {
    const failed = failure(error as SmtpError, reveal);
    return failed.code === 'EABORT' ? { end: 'timed-out', begun } : { end: 'failed', begun, ...failed };
  }
}

/** Connects to the server and logs in, without a mail. Never throws. */
async function connect(settings: Settings): Promise<MailEnd> {
  const reveal = withoutSecrets(settings.auth?.pass);
  const transport = createTransport({ ...settings, logger: false, debug: false, ...TRYING });
  try {
    await transport.verify();
    return { end: 'accepted', taken: [], refused: [], reply: '' };
  } catch (error) {
    return { end: 'failed', begun: false, ...failure(error as SmtpError, reveal) };
  } finally {
    transport.close();
  }
}

/** nodemailer reads the message only after the server has agreed to DATA, so the first read shows that it began. */
function whenFirstRead(bytes: Readable, noticed: () => void): Readable {
  async function* read() {
    noticed();
    yield* bytes;
  }
  return Readable.from(read(), { objectMode: false });
}

/** An error as nodemailer throws it. */
type SmtpError = {
  code?: string | undefined;
  /** The system's code beneath it, such as ECONNREFUSED. */
  originalCode?: string | undefined;
  command?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
  recipient?: string | undefined;
};

function failure(
  { code = 'EUNKNOWN', originalCode, command, responseCode, response }: SmtpError,
  reveal: (text: string) => string,
) {
  return {
    code,
    ...(originalCode !== undefined && { cause: originalCode }),
    ...(command !== undefined && { during: command }),
    ...(responseCode !== undefined && { status: responseCode }),
    ...(response !== undefined && { reply: reveal(response) }),
  };
}

const refusal =
  (reveal: (text: string) => string) =>
  ({ recipient = '', responseCode = 0, response = '' }: SmtpError): Refused => ({
    address: recipient,
    status: responseCode,
    reply: reveal(response),
  });

/** Removes the password, which a server might repeat in its reply. */
const withoutSecrets =
  (secret: string | undefined) =>
  (text: string): string =>
    secret ? text.replaceAll(secret, '…') : text;
