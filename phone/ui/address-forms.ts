import { toUnicode } from 'punycode.js';
import { findReadingProblem } from '../../core/household/readable-name.ts';

/**
 * An address as its owner reads it, if its domain is internationalised (IDNA, RFC 5891): anna@xn--mnchen-3ya.de is
 * anna@münchen.de. Undefined if there is no other form, or if that form would hide characters.
 */
export function readableForm(address: string): string | undefined {
  let readable: string;
  try {
    readable = toUnicode(address.toLowerCase());
  } catch {
    return undefined;
  }
  const isOther = readable !== address.toLowerCase();
  return isOther && findReadingProblem(readable) !== 'name-hides-characters' ? readable : undefined;
}

/** What ends the host of a URL. */
const BEYOND_HOST = /[/\\?#:@]/;

/** An address with its domain as mail servers take it (UTS #46 §4.2). An address that has no such form stays as it is. */
export function asciiForm(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  if (at === 0 || !/\P{ASCII}/u.test(domain) || BEYOND_HOST.test(domain)) return address;
  try {
    return address.slice(0, at) + new URL(`http://${domain}`).hostname;
  } catch {
    return address;
  }
}
