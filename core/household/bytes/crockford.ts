/** Crockford's base32. It has no I, L, O or U, which people confuse when they read or type a code. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Encodes bytes as base32, most significant bits first. Zero bits fill up the last character. */
export function toCrockford(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >> bits) & 31];
    }
  }
  return bits === 0 ? text : text + ALPHABET[(buffer << (5 - bits)) & 31];
}

/** The number that base32 characters stand for, most significant first: at most ten of them. */
export const fromCrockford = (text: string): number =>
  text.split('').reduce((sum, character) => sum * 32 + ALPHABET.indexOf(character), 0);

/** Gives a typed code in canonical form: upper case, no spaces or hyphens, O as 0, I and L as 1. */
export function canonicalCrockford(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}
