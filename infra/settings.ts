import { z } from 'zod';
import { parseSecurityContact } from '../core/text/security-txt.ts';
import type { FunctionName } from '../lambda/environment.ts';

export const STACK_NAME = 'SecondYes';
/** The outputs of the stack that `npm run deploy` reads. */
export const OUTPUTS = {
  phoneApp: 'PhoneAppAddress',
  skillEndpoint: 'SkillEndpoint',
  skillId: 'SkillId',
} as const;

/** The command line gives text. */
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
    mailReplyTo: z.email('must be an email address').optional(),
    securityContact: z
      .string()
      .refine(text => parseSecurityContact(text) !== undefined, 'must look like mailto:security@example.org')
      .transform(parseSecurityContact)
      .optional(),
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

/** The choices of a deployment. Each is given as CDK context, `-c name=value`. */
export type Settings = {
  /** Only this skill may call the skill's function. */
  skillId?: string;
  /** The name of the secret with the Login with Amazon credentials. With it the stack makes the skill as well. */
  skillSecret?: string;
  /** The email address for alarms. */
  alarmMail?: string;
  /** Where answers to the mails go; to their sender unless given. */
  mailReplyTo?: string;
  /** Where `security.txt` sends anybody who has found a vulnerability: a URI. Without it there is none. */
  securityContact?: string;
  /** A domain name of one's own, and the ARN of its certificate for CloudFront. */
  domain?: { name: string; certificate: string };
  /** How many instances of a function may run at once, reserved from the account's limit. */
  reserved: Partial<Record<FunctionName, number>>;
  /** A dashboard costs money once the account's free ones are used up. */
  dashboard: boolean;
  /** With `few`, the alarms watch fewer paid metrics. */
  alarms: 'all' | 'few';
};

export const SETTING_NAMES = Object.keys(context.shape) as SettingName[];
export type SettingName = keyof typeof context.shape;

/** Why a value is refused for a setting; undefined where it is accepted. */
export const refusalOf = (name: SettingName, value: string): string | undefined =>
  context.shape[name].safeParse(value).error?.issues[0]?.message;

/**
 * Parses the settings. An empty text counts as missing.
 *
 * @returns the settings, or one line for each refused setting, without its value
 */
export function readSettings(given: Record<string, unknown>): Settings | { refused: string[] } {
  const filled = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = context.safeParse(filled);
  if (!parsed.success)
    return { refused: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) };
  const { skillId, skillSecret, alarmMail, mailReplyTo, securityContact, domain, certificate } = parsed.data;
  const { reservedSkill, reservedCompanion, reservedCourier, dashboard, alarms } = parsed.data;
  return {
    ...(skillId && { skillId }),
    ...(skillSecret && { skillSecret }),
    ...(alarmMail && { alarmMail }),
    ...(mailReplyTo && { mailReplyTo }),
    ...(securityContact && { securityContact }),
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
