import { findReadingProblem, hidden } from './readable-name.ts';

/** Why an email address is refused. */
export type EmailProblem =
  'email-too-long' | 'email-malformed' | 'email-hides-characters' | 'email-mixes-scripts';

/** RFC 5321 §4.5.3.1: a path has at most 256 octets, two of which are its brackets, and a local part 64. */
const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;

/** A dot-atom (RFC 5322 §3.2.3), with the letters of other scripts (RFC 6531 §3.3). */
const ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
/** A quoted string (RFC 5321 §4.1.2), without the angle brackets that end a path for many servers and clients. */
const QUOTED = /^"(?:[ !#-;=?-[\]-~]|\\[ -;=?-~])+"$/;
/** A name of two labels or more, as the DNS has it: of another script in its ASCII form (RFC 5890). */
const DOMAIN =
  /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?:[a-z]{2,63}|xn--[a-z\d-]{0,58}[a-z\d])$/i;

/**
 * Why an address is not one that a mail server elsewhere takes (RFC 5321 §4.1.2), or could be taken for another; undefined
 * if neither holds. Its domain must be in ASCII form. Domains without a dot and addresses of machines, such as
 * anna@[192.0.2.1], are refused.
 */
export function findEmailProblem(address: string): EmailProblem | undefined {
  const problem = findFormProblem(address);
  const mixes = !problem && findReadingProblem(address) === 'name-mixes-scripts';
  return mixes ? 'email-mixes-scripts' : problem;
}

function findFormProblem(address: string): EmailProblem | undefined {
  if (hidden().test(address)) return 'email-hides-characters';
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, Math.max(at, 0)), address.slice(at + 1)];
  if (octets(address) > LONGEST || octets(local) > LONGEST_LOCAL_PART) return 'email-too-long';
  return (isDotAtom(local) || QUOTED.test(local)) && DOMAIN.test(domain) ? undefined : 'email-malformed';
}

/**
 * What version 0.1.0 took. A trust list may have such an address and must stay valid, although no mail server takes it:
 * in the DNS no label has more than 63 letters or ends in a hyphen.
 */
const TAKEN_BEFORE = /^(?:[\w'+-]+\.)*[\w'+-]*[\w+-]@(?:[a-z\d][a-z\d-]*\.)+[a-z]{2,}$/i;

/** The same for an address that was saved before. */
export const findSavedEmailProblem = (address: string): EmailProblem | undefined =>
  address.length <= LONGEST && TAKEN_BEFORE.test(address) ? undefined : findFormProblem(address);

/** Whether an address can only be used with mail servers that know SMTPUTF8 (RFC 6531). */
export const needsSmtpUtf8 = (address: string): boolean => /\P{ASCII}/u.test(address);

const isDotAtom = (local: string): boolean => new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, 'u').test(local);

const octets = (text: string): number => new TextEncoder().encode(text).length;
