import { createHash, createVerify, type KeyObject } from 'node:crypto';

/** Header fields as they came, with their folding. */
const fieldsOf = (header: string): string[] => header.split(/\r\n(?![ \t])/);

const nameOf = (field: string): string => field.slice(0, field.indexOf(':')).trim().toLowerCase();

/** RFC 6376 §3.4.2. */
const relaxedField = (field: string): string => {
  const value = field.slice(field.indexOf(':') + 1);
  return `${nameOf(field)}:${value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;
};

/** RFC 6376 §3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map(line => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  const text = lines.join('\r\n').replace(/(\r\n)*$/, '');
  return text === '' ? '' : `${text}\r\n`;
}

/**
 * Verifies the DKIM signature of a mail as its receiver does (RFC 6376 §6.1), without a look at the DNS. Gives what is wrong
 * with it, and which headers it covers.
 */
export function verifyDkim(
  mail: Buffer,
  publicKey: KeyObject,
): { problem?: 'unsigned' | 'body' | 'signature'; tags: Record<string, string>; covered: string[] } {
  const text = mail.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const fields = fieldsOf(text.slice(0, end));
  const signature = fields.find(field => nameOf(field) === 'dkim-signature');
  if (!signature) return { problem: 'unsigned', tags: {}, covered: [] };
  const tags = Object.fromEntries(
    relaxedField(signature)
      .slice('dkim-signature:'.length)
      .split(';')
      .map(tag => /^\s*(\w+)\s*=\s*(.*)$/s.exec(tag))
      .flatMap(found => (found ? [[found[1], found[2]?.replace(/\s/g, '')]] : [])),
  ) as Record<string, string>;
  const covered = (tags['h'] ?? '').toLowerCase().split(':');

  const hash = createHash('sha256')
    .update(relaxedBody(text.slice(end + 4)), 'latin1')
    .digest('base64');
  if (hash !== tags['bh']) return { problem: 'body', tags, covered };

  const left = [...fields];
  const signed = covered.flatMap(name => {
    const at = left.findLastIndex(field => nameOf(field) === name);
    return at < 0 ? [] : left.splice(at, 1).map(relaxedField);
  });
  const unsigned = relaxedField(signature).replace(/(;?\s*b=)[^;]*/, '$1');
  const verify = createVerify('RSA-SHA256').update([...signed, unsigned].join('\r\n'), 'latin1');
  return verify.verify(publicKey, tags['b'] ?? '', 'base64')
    ? { tags, covered }
    : { problem: 'signature', tags, covered };
}
