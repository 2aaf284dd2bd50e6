/** Where somebody who has found a vulnerability looks for the operator (RFC 9116 §3). */
export const SECURITY_TXT_PATH = '/.well-known/security.txt';

/** How many days after it is written the text expires. RFC 9116 §2.5.5 wants less than a year. */
export const SECURITY_TXT_DAYS = 180;

const CONTACTS = ['mailto:', 'https:', 'tel:'];

/** The way to reach an operator, as a URI on one line; undefined for anything else. An email address needs `mailto:`. */
export function parseSecurityContact(text: string): string | undefined {
  const uri = URL.canParse(text) ? new URL(text) : undefined;
  return uri && CONTACTS.includes(uri.protocol) && uri.pathname !== '' ? uri.href : undefined;
}

/**
 * The text of `security.txt` (RFC 9116).
 *
 * @param contact from {@link parseSecurityContact}
 * @param expires a time in ISO 8601
 */
export const securityTxt = (contact: string, expires: string): string =>
  `Contact: ${contact}\nExpires: ${expires}\nPreferred-Languages: en\n`;
