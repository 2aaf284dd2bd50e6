import * as z from 'zod/mini';
import { log } from './telemetry.ts';

/** A variable that must be set and match a pattern. */
const required = (pattern: RegExp, example: string) =>
  z.string('is missing').check(z.regex(pattern, `must look like ${example}`));

const storage = () => ({
  /** Set by Lambda itself. */
  AWS_REGION: required(/^[a-z]{2}(-[a-z]+)+-\d$/, 'us-east-1'),
  TABLE_NAME: required(/^[\w.-]{3,255}$/, 'the name of a table'),
  BUCKET_NAME: required(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, 'the name of a bucket'),
  PUBLIC_URL: required(/^https:\/\/[a-z\d.-]+(:\d+)?$/, 'https://example.org, without a slash at its end'),
});

const MAIL_ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const parameter = () => required(/^[\w./-]{1,1011}$/, 'the name of a parameter');
const secrets = () => ({
  ANCHOR_PARAMETER: parameter(),
  SEAL_PARAMETER: parameter(),
  VAPID_PARAMETER: parameter(),
});

/** The operator may store these two. Without them there is no such channel. */
const channelSecrets = () => ({
  TELEGRAM_PARAMETER: parameter(),
  WEBHOOK_PARAMETER: parameter(),
});

/** The environment variables of each function. Each schema is made on request: Alexa waits while the skill starts. */
export const ENVIRONMENTS = {
  /** The first deployment does not know `SKILL_ID` yet. Without it the skill answers nothing. */
  skill: () =>
    z.object({
      ...storage(),
      SEAL_PARAMETER: parameter(),
      COMPANION_FUNCTION: required(/^[\w-]{1,64}$/, 'the name of a function'),
      SKILL_ID: z.optional(required(/^amzn1\.ask\.skill\.[\w-]+$/, 'amzn1.ask.skill.…')),
    }),
  companion: () =>
    z.object({
      ...storage(),
      ...secrets(),
      ...channelSecrets(),
      /** CloudFront sends it with each request. */
      ORIGIN_SECRET: required(/^\w{32,}$/, 'letters and digits, 32 at least'),
    }),
  courier: () =>
    z.object({
      ...storage(),
      ...secrets(),
      ...channelSecrets(),
      WAKE_QUEUE_URL: required(/^https?:\/\/\S+$/, 'the address of a queue'),
      WAKE_QUEUE_ARN: required(/^arn:[\w-]+:sqs:[\w-]+:\d{12}:\S+$/, 'the ARN of a queue'),
      SCHEDULE_GROUP: required(/^[\w.-]{1,64}$/, 'the name of a group of schedules'),
      SCHEDULE_ROLE_ARN: required(/^arn:[\w-]+:iam::\d{12}:role\/\S+$/, 'the ARN of a role'),
      MAIL_FROM: required(MAIL_ADDRESS, 'an email address'),
      CONFIGURATION_SET: required(/^[\w-]{1,64}$/, 'the name of a configuration set'),
      /** Where answers to the mails go; to the sender without it. */
      MAIL_REPLY_TO: z.optional(required(MAIL_ADDRESS, 'an email address')),
    }),
};

/** The three functions. Each has a file of its name in this folder. */
export type FunctionName = keyof typeof ENVIRONMENTS;
export const FUNCTIONS = Object.keys(ENVIRONMENTS) as FunctionName[];

type Variables<F extends FunctionName> = z.output<ReturnType<(typeof ENVIRONMENTS)[F]>>;
/** The variables that the stack sets for a function. */
export type Environment<F extends FunctionName> = { [K in keyof Omit<Variables<F>, 'AWS_REGION'>]: string };

/**
 * Reads the environment of this function from `process.env`. An empty variable counts as missing. Logs and throws the names
 * of all variables that are missing or malformed, without their values.
 */
export function readEnvironment<F extends FunctionName>(name: F): Variables<F> {
  const filled = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const { success, data, error } = ENVIRONMENTS[name]().safeParse(filled);
  if (success) return data as Variables<F>;
  const places = error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  log({ event: 'environment refused', code: 'environment-malformed', places });
  throw new Error(`The environment is malformed: ${places.join('; ')}.`);
}
