import * as z from 'zod/mini';

const required = (shape: RegExp, like: string) =>
  z.string('is missing').check(z.regex(shape, `must look like ${like}`));

const table = required(/^[\w.-]{3,255}$/, 'the name of a table');
const bucket = required(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, 'the name of a bucket');
const parameter = required(/^[\w./-]{1,1011}$/, 'the name of a parameter');
const publicUrl = required(
  /^https:\/\/[a-z\d.-]+(:\d+)?$/,
  'https://example.org, without a slash at its end',
);
const region = required(/^[a-z]{2}(-[a-z]+)+-\d$/, 'us-east-1');

/** What Lambda itself gives every function. */
const given = { AWS_REGION: region };
const stored = { ...given, TABLE_NAME: table, BUCKET_NAME: bucket, PUBLIC_URL: publicUrl };
const signing = { ANCHOR_PARAMETER: parameter, VAPID_PARAMETER: parameter };

/** What the skill's function is told. Without `SKILL_ID` it answers every skill that may call it. */
export const skillEnvironment = z.object({
  ...stored,
  COMPANION_FUNCTION: required(/^[\w-]{1,64}$/, 'the name of a function'),
  SKILL_ID: z.optional(required(/^amzn1\.ask\.skill\.[\w-]+$/, 'amzn1.ask.skill.…')),
});

/** What the phone API's function is told. */
export const companionEnvironment = z.object({ ...stored, ...signing });

/** What the courier's function is told. */
export const courierEnvironment = z.object({
  ...stored,
  ...signing,
  WAKE_QUEUE_URL: required(/^https?:\/\/\S+$/, 'the address of a queue'),
  WAKE_QUEUE_ARN: required(/^arn:[\w-]+:sqs:[\w-]+:\d{12}:\S+$/, 'the ARN of a queue'),
  SCHEDULE_GROUP: required(/^[\w.-]{1,64}$/, 'the name of a group of schedules'),
  SCHEDULE_ROLE_ARN: required(/^arn:[\w-]+:iam::\d{12}:role\/\S+$/, 'the ARN of a role'),
  MAIL_FROM: required(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'an email address'),
});

/** Reads what a function is told. Empty text counts as missing. What does not fit is named all at once, without its value. */
export function readEnvironment<T>(
  shape: z.ZodMiniType<T>,
  environment: Readonly<Record<string, string | undefined>>,
): { read: T } | { refused: string[] } {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { success, data, error } = shape.safeParse(filled);
  if (success) return { read: data };
  return { refused: error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) };
}
