import type { NotTakenOutcome } from './outcome.ts';

/** Whether a not-taken outcome stays until somebody mends it: a login, a permission, a name, a certificate. */
export const mustBeMended = ({ code }: NotTakenOutcome): boolean => LASTING.has(code);

const LASTING: ReadonlySet<NotTakenOutcome['code']> = new Set([
  'login-refused',
  'access-refused',
  'sender-not-verified',
  'sending-paused',
  'server-not-found',
  'no-secure-connection',
  'outbox-failed',
  'not-set-up',
]);
