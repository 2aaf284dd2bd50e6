import type { NotTakenOutcome } from './outcome.ts';

/** Whether a not-taken outcome stays until somebody mends it: a login, a permission, a name, a certificate. */
export const mustBeMended = ({ code }: NotTakenOutcome): boolean => LASTS[code];

const LASTS: Readonly<Record<NotTakenOutcome['code'], boolean>> = {
  'login-refused': true,
  'access-refused': true,
  'sender-not-verified': true,
  'sending-paused': true,
  'server-not-found': true,
  'no-secure-connection': true,
  'outbox-failed': true,
  'not-set-up': true,
  'try-later': false,
  'timed-out': false,
  'not-reached': false,
  'begun-too-late': false,
  interrupted: false,
};
