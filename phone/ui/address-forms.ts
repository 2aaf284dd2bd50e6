import { toUnicode } from 'punycode.js';
import { hidden } from '../../core/household/readable-name.ts';

/**
 * An address as its owner reads it, if its domain is internationalised (IDNA, RFC 5891): anna@xn--mnchen-3ya.de is
 * anna@münchen.de. Undefined if there is no other form, or if that form does not lead back to the address, because it
 * hides characters or no registry would give it.
 */
export function readableForm(address: string): string | undefined {
  const used = address.toLowerCase();
  let readable: string;
  try {
    readable = toUnicode(used);
  } catch {
    return undefined;
  }
  return readable !== used && asciiForm(readable) === used ? readable : undefined;
}

/** What ends the host of a URL. */
const BEYOND_HOST = /[/\\?#:@]/;

/**
 * An address with its domain as mail servers take it, in lower case (UTS #46 §4.2). An address stays as it is if its
 * domain has no such form. It also stays as it is if its domain has hidden characters, which the conversion would
 * remove.
 */
export function asciiForm(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  if (at === 0) return address;
  if (!/\P{ASCII}/u.test(domain)) return address.slice(0, at) + domain.toLowerCase();
  if (BEYOND_HOST.test(domain) || hidden().test(domain)) return address;
  try {
    return address.slice(0, at) + new URL(`http://${domain}`).hostname;
  } catch {
    return address;
  }
}
