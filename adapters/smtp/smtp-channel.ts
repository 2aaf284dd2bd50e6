import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { needsSmtpUtf8 } from '../../core/household/email-address.ts';
import { type Duration, seconds } from '../../core/household/instant.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { DeliveryChannel, Delivery } from '../../services/ports/channel.ts';
import { composeMail, composeTestMail, type Mail, type MailSender } from '../mail/compose-mail.ts';
import type { DkimKey } from '../mail/dkim.ts';
import { type MailEnd, mailOutcome } from '../mail/mail-outcome.ts';
import { writeMail } from '../mail/write-mail.ts';
import { type SmtpError, type SmtpSettings, withSession } from './smtp-session.ts';

type Options = MailSender & {
  /**
   * `smtps://…` (TLS from the start) or `smtp://user:password@host:port` (STARTTLS). Nothing is sent without TLS, unless
   * the host is this machine or the URL ends with `?ignoreTLS=true`.
   */
  smtpUrl: string;
  /** Mails are signed with it, if there is one. */
  dkim?: DkimKey | undefined;
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
export interface MailChannel extends DeliveryChannel {
  /** Connects and logs in. */
  tryServer(): Promise<Attempt>;
  /** Sends a mail without content to its own sender. */
  sendTest(): Promise<{ to: string; attempt: Attempt }>;
}

/** Email over SMTP, one mail a delivery. Throws for an unusable `smtpUrl`. */
export function emailChannel({ smtpUrl, timeout = seconds(60), dkim, ...sender }: Options): MailChannel {
  if (!/^smtps?:\/\/[^/]/i.test(smtpUrl))
    throw new Error('SMTP_URL must look like smtp://user:password@mail.example.org:587.');
  const settings = withTls({ ...parseConnectionUrl(smtpUrl), socketCloseTimeout: CLOSING });
  const attempt = async (mail: Mail, begin?: Delivery['begin']) => {
    let halted: Attempt | undefined;
    const mayBegin = async () => (halted = await begin?.()) === undefined;
    const end = await exchange(mail, { dkim, settings, overtime: AbortSignal.timeout(timeout), mayBegin });
    return halted ?? mailOutcome(end);
  };
  return {
    timeout,
    send: (delivery: Delivery) => attempt(composeMail(delivery, sender), delivery.begin),
    tryServer: async () => mailOutcome(await connect(settings, AbortSignal.timeout(timeout))),
    async sendTest() {
      const mail = composeTestMail(sender);
      return { to: mail.envelope.from, attempt: await attempt(mail) };
    },
  };
}

/**
 * Without `requireTLS` nodemailer sends the login and the mail in the clear if the server does not offer STARTTLS. It
 * would ask the DNS for `localhost`, and an attacker on the network could answer, so the name is replaced (RFC 6761
 * §6.3).
 */
function withTls(settings: SmtpSettings): SmtpSettings {
  const { host = '', servername = host } = settings;
  const here = { ...settings, ...(/^localhost$/i.test(host) && { host: '127.0.0.1', servername }) };
  // nodemailer takes any text for a yes.
  const isPlainAllowed = settings.ignoreTLS === true || LOOPBACK.test(here.host ?? '');
  return isPlainAllowed ? here : { ...here, requireTLS: true };
}

const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/;

/** Sends a mail in one SMTP transaction, if it `mayBegin` then, and gives how that ended. Never throws. */
async function exchange(
  mail: Mail,
  {
    dkim,
    settings,
    overtime,
    mayBegin,
  }: {
    dkim: DkimKey | undefined;
    settings: SmtpSettings;
    overtime: AbortSignal;
    mayBegin: () => Promise<boolean>;
  },
): Promise<MailEnd> {
  let begun = false;
  const reveal = withoutSecrets(settings);
  const { from, to } = mail.envelope;
  const needsUtf8 = needsSmtpUtf8(to);
  try {
    const raw = await writeMail(mail, dkim);
    return await withSession(settings, overtime, async session => {
      // nodemailer sends the address all the same, and nobody knows what a server makes of it that does not know SMTPUTF8.
      if (needsUtf8 && !session.takesUtf8) return { end: 'ascii-only' };
      // A server that knows the size refuses a mail that is too large before it is sent (RFC 1870).
      const envelope = { from, to, size: raw.length, use8BitMime: needsUtf8 };
      const reply = await session.send(
        envelope,
        whenFirstRead(raw, async () => (begun = await mayBegin())),
      );
      return { end: 'accepted', reply: reveal(reply) };
    });
  } catch (error) {
    const failed = failure(error as SmtpError, reveal);
    return failed.code === 'EABORT' ? { end: 'timed-out', begun } : { end: 'failed', begun, ...failed };
  }
}

/** Connects to the server and logs in, without a mail. Never throws. */
async function connect(settings: SmtpSettings, overtime: AbortSignal): Promise<MailEnd> {
  try {
    return await withSession({ ...settings, ...TRYING }, overtime, async () => ({
      end: 'accepted',
      reply: '',
    }));
  } catch (error) {
    const failed = failure(error as SmtpError, withoutSecrets(settings));
    return failed.code === 'EABORT'
      ? { end: 'timed-out', begun: false }
      : { end: 'failed', begun: false, ...failed };
  }
}

/**
 * nodemailer reads the mail only after the server has agreed to DATA, so the first read shows that it begins. If it may
 * not, the stream fails, and the connection is closed without the line that ends a message.
 */
function whenFirstRead(raw: Buffer, mayBegin: () => Promise<boolean>): Readable {
  async function* read() {
    if (!(await mayBegin())) throw new Error('The mail must not leave.');
    yield raw;
  }
  return Readable.from(read(), { objectMode: false });
}

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

/** Removes the password, which a server might repeat in its reply. */
function withoutSecrets({ auth }: SmtpSettings): (text: string) => string {
  const secret = auth && 'pass' in auth ? auth.pass : '';
  return text => (secret ? text.replaceAll(secret, '…') : text);
}
