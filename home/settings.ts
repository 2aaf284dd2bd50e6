import { z } from 'zod';

const port = (fallback?: number) =>
  z.coerce
    .number('must be a port number')
    .int('must be a whole number')
    .min(0, 'must be a port number')
    .max(65_535, 'must be a port number')
    .default(fallback as number);

const url = (protocols: string[]) =>
  z.string().refine(text => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address that starts with ${protocols.map(protocol => `${protocol}//`).join(' or ')}`,
  });

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port(8080),
  STANDIN_PORT: port().optional(),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: url(['http:', 'https:'])
    .transform(text => new URL(text).origin)
    .optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.email('must be an email address').optional(),
  ALEXA_SKILL_ID: z.string().startsWith('amzn1.ask.skill.', 'must start with amzn1.ask.skill.').optional(),
});

/** How the house is set up, from the environment. */
export type Settings = {
  host: string;
  port: number;
  standInPort: number;
  dataDir: string;
  publicUrl?: string;
  smtpUrl?: string;
  /** The sender of the mails. */
  mailFrom: string;
  skillId?: string;
};

/**
 * Reads the settings. An empty variable counts as not set.
 *
 * @returns the settings, or one line for each variable that cannot be used, without its value
 */
export function readSettings(env: Record<string, string | undefined>): Settings | { refused: string[] } {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    return { refused: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) };
  const { HOST, PORT, STANDIN_PORT, DATA_DIR, PUBLIC_URL, SMTP_URL, MAIL_FROM, ALEXA_SKILL_ID } = parsed.data;
  return {
    host: HOST,
    port: PORT,
    standInPort: STANDIN_PORT ?? (PORT === 0 ? 0 : PORT + 1),
    dataDir: DATA_DIR,
    mailFrom: MAIL_FROM ?? senderIn(SMTP_URL) ?? 'second-yes@localhost.localdomain',
    ...(PUBLIC_URL && { publicUrl: PUBLIC_URL }),
    ...(SMTP_URL && { smtpUrl: SMTP_URL }),
    ...(ALEXA_SKILL_ID && { skillId: ALEXA_SKILL_ID }),
  };
}

/** Most mail servers know their user by the address it sends from. */
function senderIn(smtpUrl: string | undefined): string | undefined {
  const user = smtpUrl && decodeURIComponent(new URL(smtpUrl).username);
  return user && z.email().safeParse(user).success ? user : undefined;
}
