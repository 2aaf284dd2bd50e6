import { z } from 'zod';

/** The functions, by the folder each is built into. */
export const FUNCTIONS = ['skill', 'companion', 'courier'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** From the command line it comes as text. */
const concurrency = z.coerce.number().int().min(0).max(10_000).optional();

const context = z
  .object({
    skillId: z
      .string()
      .regex(/^amzn1\.ask\.skill\.[\w-]+$/, 'must look like amzn1.ask.skill.…')
      .optional(),
    skillSecret: z
      .string()
      .regex(/^[\w/+=.@-]{1,512}$/, 'must be the name of a secret')
      .optional(),
    alarmMail: z.email('must be an email address').optional(),
    domain: z
      .string()
      .regex(/^([a-z\d][a-z\d-]*\.)+[a-z]{2,}$/, 'must be a host name in small letters')
      .optional(),
    certificate: z
      .string()
      .regex(
        /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
        'must be the ARN of one in us-east-1',
      )
      .optional(),
    reservedSkill: concurrency,
    reservedCompanion: concurrency,
    reservedCourier: concurrency,
    dashboard: z.enum(['yes', 'no'], 'must be yes or no').default('yes'),
    alarms: z.enum(['all', 'few'], 'must be all or few').default('all'),
  })
  .refine(({ domain, certificate }) => (domain === undefined) === (certificate === undefined), {
    path: ['domain'],
    error: 'and certificate are given together or not at all',
  });

/** What changes the shape of what is deployed. Each comes as CDK context, `-c name=value`. */
export type Settings = {
  /** Closes the skill's function to every other skill. */
  skillId?: string;
  /** The name of the secret with the login-with-Amazon credentials: then the stack makes the skill as well. */
  skillSecret?: string;
  /** Whom the alarms write to. */
  alarmMail?: string;
  /** An own name for the house, and its certificate for CloudFront. */
  domain?: { name: string; certificate: string };
  /** How many of a function may run at once, taken off the account's. */
  reserved: Partial<Record<FunctionName, number>>;
  /** Whether there is one; it costs money where the account's free ones are used up. */
  dashboard: boolean;
  /** With `few`, what can be told by fewer paid metrics is. */
  alarms: 'all' | 'few';
};

/** The names of what {@link readSettings} reads. */
export const SETTING_NAMES = Object.keys(context.shape) as SettingName[];
export type SettingName = keyof typeof context.shape;

/** Why a setting cannot be that; undefined where it can. */
export const whyNot = (name: SettingName, value: string): string | undefined =>
  context.shape[name].safeParse(value).error?.issues[0]?.message;

/**
 * Reads the settings. Empty text counts as not given.
 *
 * @returns the settings, or one line for each that cannot be used, without its value
 */
export function readSettings(given: Record<string, unknown>): Settings | { refused: string[] } {
  const filled = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = context.safeParse(filled);
  if (!parsed.success)
    return { refused: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) };
  const { skillId, skillSecret, alarmMail, domain, certificate } = parsed.data;
  const { reservedSkill, reservedCompanion, reservedCourier, dashboard, alarms } = parsed.data;
  return {
    ...(skillId && { skillId }),
    ...(skillSecret && { skillSecret }),
    ...(alarmMail && { alarmMail }),
    ...(domain && certificate && { domain: { name: domain, certificate } }),
    reserved: {
      ...(reservedSkill !== undefined && { skill: reservedSkill }),
      ...(reservedCompanion !== undefined && { companion: reservedCompanion }),
      ...(reservedCourier !== undefined && { courier: reservedCourier }),
    },
    dashboard: dashboard === 'yes',
    alarms,
  };
}
