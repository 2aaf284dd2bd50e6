import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { type BotAccess, parseBotAccess } from '../adapters/telegram/bot-api.ts';
import { isWebhookSecret } from '../adapters/webhook/webhook-channel.ts';
import { findEmailProblem, needsSmtpUtf8 } from '../core/household/email-address.ts';
import { hidden } from '../core/household/readable-name.ts';
import { parseSecurityContact } from '../core/text/security-txt.ts';
import { type Level, LEVELS } from '../services/ports/log.ts';
import { isNetwork } from './requests/address-of.ts';

const LAST_PORT = 65_535;

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine(number => number <= LAST_PORT, 'must be a port number');

const url = (protocols: readonly string[], usable: (address: URL) => boolean, what: string) =>
  z.string().refine(text => {
    const address = URL.canParse(text) ? new URL(text) : undefined;
    return address && address.hostname !== '' && protocols.includes(address.protocol) && usable(address);
  }, `must look like ${what}`);

/** PUBLIC_URL must be an origin: the server does not support a path prefix of a proxy. */
const isOrigin = ({ href, origin }: URL): boolean => href === `${origin}/`;

function isPublicUrl(text: string): boolean {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  return address !== undefined && /^https?:$/.test(address.protocol) && isOrigin(address);
}

/** A `/`, `#` or `%` in a password that is not percent-encoded ends the host name or makes the URL invalid. */
function isMailServer({ pathname, hash, username, password }: URL): boolean {
  return (pathname === '' || pathname === '/') && hash === '' && isDecodable(username + password);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Texts that are separated by commas. */
const list = z.string().transform(text =>
  text
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== ''),
);

const DKIM = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE'] as const;

/**
 * An address of this household's own. Its domain is kept in ASCII form. Letters of other scripts before the @ are refused:
 * then every server on the way would have to know SMTPUTF8.
 */
const mailAddress = z
  .string()
  .transform(text => (hidden().test(text) ? text : text.replace(/[^@]*$/, domainToASCII)))
  .refine(
    address => findEmailProblem(address) === undefined && !needsSmtpUtf8(address),
    'must be an email address',
  );

const environment = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    PORT: port.default(7920),
    SIMULATOR_PORT: port.optional(),
    SIMULATOR_HOST: z.string().optional(),
    DATA_DIR: z.string().default('./data'),
    PUBLIC_URL: list
      .refine(urls => urls.every(isPublicUrl), 'must look like https://home.example.org, without a path')
      .transform(urls => urls.map(one => new URL(one).origin))
      .default([]),
    SMTP_URL: url(
      ['smtp:', 'smtps:'],
      isMailServer,
      'smtps://user:password@mail.example.org, where user and password are percent-encoded',
    ).optional(),
    TRUSTED_PROXY: list
      .refine(
        proxies => proxies.every(isNetwork),
        'must be addresses or networks like 10.0.0.2 or 10.0.0.0/8, separated by commas',
      )
      .default(['127.0.0.0/8', '::1']),
    PUSH_ORIGINS: list
      .refine(
        origins => origins.every(one => URL.canParse(one) && /^https:/i.test(one) && isOrigin(new URL(one))),
        'must be addresses like https://push.example.org:8443, separated by commas',
      )
      .transform(origins => origins.map(one => new URL(one).origin))
      .optional(),
    MAIL_FROM: mailAddress.optional(),
    MAIL_REPLY_TO: mailAddress.optional(),
    DKIM_DOMAIN: z
      .string()
      .transform(domainToASCII)
      .refine(isDomain, 'must be a domain like example.org')
      .optional(),
    DKIM_SELECTOR: z
      .string()
      .regex(/^[a-z\d](?:[a-z\d.-]{0,61}[a-z\d])?$/i, 'must be a selector like second-yes')
      .optional(),
    DKIM_KEY_FILE: z.string().optional(),
    TELEGRAM_BOT_TOKEN: z
      .string()
      .refine(
        text => parseBotAccess(text) !== undefined,
        'must be a token as BotFather gives it, 123456789:AAF… with 35 characters',
      )
      .transform(parseBotAccess)
      .optional(),
    WEBHOOK_SECRET: z
      .string()
      .refine(isWebhookSecret, 'must be whsec_ and 24 to 64 bytes in base64')
      .optional(),
    WEBHOOK_ORIGINS: list
      .refine(
        origins => origins.every(one => URL.canParse(one) && /^https?:/i.test(one) && isOrigin(new URL(one))),
        'must be addresses like http://homeassistant.local:8123, separated by commas',
      )
      .transform(origins => origins.map(one => new URL(one).origin))
      .default([]),
    LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`).optional(),
    HSTS: z.enum(['yes', 'no'], 'must be yes or no').optional(),
    ACCEPT_LOSS: z.literal('yes', 'must be yes or not set').optional(),
    SECURITY_CONTACT: z
      .string()
      .refine(text => parseSecurityContact(text) !== undefined, 'must look like mailto:security@example.org')
      .transform(parseSecurityContact)
      .optional(),
    ALEXA_SKILL_ID: z.string().startsWith('amzn1.ask.skill.', 'must start with amzn1.ask.skill.').optional(),
  })
  .refine(({ PORT, SIMULATOR_PORT }) => PORT !== LAST_PORT || SIMULATOR_PORT !== undefined, {
    path: ['SIMULATOR_PORT'],
    error: `must be set, because there is no port after ${LAST_PORT}`,
  })
  .superRefine((given, context) => {
    const missing = DKIM.filter(name => given[name] === undefined);
    if (missing.length === DKIM.length) return;
    for (const name of missing)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `must be set: ${DKIM.join(', ')} work together`,
      });
  });

/** Whether a domain can stand in an address. */
function isDomain(domain: string): boolean {
  return findEmailProblem(`a@${domain}`) === undefined;
}

/** The operator's settings, from the environment. */
export type ServerSettings = {
  host: string;
  port: number;
  /** The port of the start page, the device simulator and the outbox, on loopback. */
  simulatorPort: number;
  /**
   * What that port listens on; 127.0.0.1 unless given. In a container it must be more, and its port published on
   * loopback.
   */
  simulatorHost?: string;
  dataDir: string;
  /** The public address that is shown, in links and mails. */
  publicUrl?: string;
  /** Further addresses under which phones may reach the server. */
  otherUrls?: string[];
  /** The proxies whose `X-Forwarded-For` is believed: addresses and networks. */
  trustedProxies: string[];
  smtpUrl?: string;
  /** The bot that brings messages by Telegram. */
  telegram?: BotAccess;
  /** What signs requests to webhooks, and the origins that may use http and need not be public. */
  webhook?: { secret: string; origins: string[] };
  /** The sender of the mails. */
  mailFrom: string;
  /** Where answers to the mails go; to the sender unless given. */
  mailReplyTo?: string;
  /** The key that signs mails to the mail server (DKIM); they are not signed unless it is given. */
  dkim?: { domain: string; selector: string; file: string };
  /**
   * Whether browsers are told to use https only (RFC 6797): yes unless given, and only if phones reach the server over
   * https.
   */
  hsts?: boolean;
  skillId?: string;
  /** Where `security.txt` sends anybody who has found a vulnerability: a URI. Without it there is none. */
  securityContact?: string;
  /** The least grave events that are logged; `info` unless given. */
  logLevel?: Level;
  /** Whether to start on a database and recordings of different times. */
  acceptLoss?: boolean;
  /** Push services that are allowed beside the browsers' own: https origins. */
  pushOrigins?: string[];
};

/**
 * Reads the settings. An empty variable is the same as one that is not set.
 *
 * @returns the settings, or one line for each variable that cannot be used. The lines never contain the value, which
 *   may be a password.
 */
export function readSettings(
  env: Record<string, string | undefined>,
): ServerSettings | { refused: string[] } {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    return { refused: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) };
  const {
    HOST,
    PORT,
    SIMULATOR_PORT,
    DATA_DIR,
    PUBLIC_URL,
    SMTP_URL,
    MAIL_FROM,
    MAIL_REPLY_TO,
    DKIM_DOMAIN,
    DKIM_SELECTOR,
    DKIM_KEY_FILE,
    ALEXA_SKILL_ID,
    PUSH_ORIGINS,
    TRUSTED_PROXY,
    SECURITY_CONTACT,
    LOG_LEVEL,
    ACCEPT_LOSS,
    SIMULATOR_HOST,
    HSTS,
    TELEGRAM_BOT_TOKEN,
    WEBHOOK_SECRET,
    WEBHOOK_ORIGINS,
  } = parsed.data;
  const [publicUrl, ...otherUrls] = PUBLIC_URL;
  const mailFrom = MAIL_FROM ?? (SMTP_URL === undefined ? OUTBOX_SENDER : senderIn(SMTP_URL));
  if (mailFrom === undefined)
    return {
      refused: [
        'MAIL_FROM must be set to the address that mails come from, because the user in SMTP_URL is no address',
      ],
    };
  return {
    host: HOST,
    port: PORT,
    simulatorPort: SIMULATOR_PORT ?? (PORT === 0 ? 0 : PORT + 1),
    dataDir: DATA_DIR,
    trustedProxies: TRUSTED_PROXY,
    mailFrom,
    ...(LOG_LEVEL && { logLevel: LOG_LEVEL }),
    ...(SIMULATOR_HOST && { simulatorHost: SIMULATOR_HOST }),
    ...(HSTS && { hsts: HSTS === 'yes' }),
    ...(ACCEPT_LOSS && { acceptLoss: true }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(otherUrls.length > 0 && { otherUrls }),
    ...(SMTP_URL && { smtpUrl: SMTP_URL }),
    ...(TELEGRAM_BOT_TOKEN && { telegram: TELEGRAM_BOT_TOKEN }),
    ...(WEBHOOK_SECRET && { webhook: { secret: WEBHOOK_SECRET, origins: WEBHOOK_ORIGINS } }),
    ...(MAIL_REPLY_TO && { mailReplyTo: MAIL_REPLY_TO }),
    ...(DKIM_DOMAIN &&
      DKIM_SELECTOR &&
      DKIM_KEY_FILE && { dkim: { domain: DKIM_DOMAIN, selector: DKIM_SELECTOR, file: DKIM_KEY_FILE } }),
    ...(PUSH_ORIGINS && { pushOrigins: PUSH_ORIGINS }),
    ...(SECURITY_CONTACT && { securityContact: SECURITY_CONTACT }),
    ...(ALEXA_SKILL_ID && { skillId: ALEXA_SKILL_ID }),
  };
}

/** The sender of mails that never leave the outbox. */
const OUTBOX_SENDER = 'second-yes@localhost.localdomain';

/** The user name of most mail servers is the user's email address. */
function senderIn(smtpUrl: string): string | undefined {
  const user = decodeURIComponent(new URL(smtpUrl).username);
  return mailAddress.safeParse(user).data;
}
