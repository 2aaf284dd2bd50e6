import * as z from 'zod/mini';

/** A text that must be there and look like something. */
export const required = (shape: RegExp, like: string) =>
  z.string('is missing').check(z.regex(shape, `must look like ${like}`));

const table = required(/^[\w.-]{3,255}$/, 'the name of a table');
const bucket = required(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, 'the name of a bucket');
const publicUrl = required(
  /^https:\/\/[a-z\d.-]+(:\d+)?$/,
  'https://example.org, without a slash at its end',
);
const region = required(/^[a-z]{2}(-[a-z]+)+-\d$/, 'us-east-1');

/** What Lambda itself gives every function. */
const given = { AWS_REGION: region };
/** What every function of ours is told of where things are kept. */
export const stored = { ...given, TABLE_NAME: table, BUCKET_NAME: bucket, PUBLIC_URL: publicUrl };

/** What those are told that may read the two secrets. Made when asked for: the skill may not, and Alexa waits for it. */
export const signing = () => {
  const parameter = required(/^[\w./-]{1,1011}$/, 'the name of a parameter');
  return { ANCHOR_PARAMETER: parameter, VAPID_PARAMETER: parameter };
};

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
