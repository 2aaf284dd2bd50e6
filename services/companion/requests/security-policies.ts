type SecurityPolicy = Record<string, string[]>;

/** For an answer that is no page: opened as one it may load nothing, run nothing, and be framed by nobody. */
export const NOTHING_LOADS = {
  defaultSrc: ["'none'"],
  frameAncestors: ["'none'"],
} satisfies SecurityPolicy;

/**
 * For the phone app: it runs only its own script. It plays audio from blobs, because it verifies a recording before it
 * plays it.
 */
export const PHONE_APP_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  mediaSrc: ['blob:'],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
} satisfies SecurityPolicy;

/** A policy as the value of the header `Content-Security-Policy`. */
export const policyHeader = (policy: SecurityPolicy): string =>
  Object.entries(policy)
    .map(([directive, sources]) => `${kebabCase(directive)} ${sources.join(' ')}`)
    .join('; ');

const kebabCase = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
