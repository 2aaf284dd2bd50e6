import { base64url } from 'jose';

/** The order of the group of P-256 (SEC 2, secp256r1). */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** The same JWS with the second valid ECDSA signature, (r, n − s) for (r, s). */
export function twinOf(jws: string): string {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const bytes = base64url.decode(signature);
  const s = BigInt(`0x${Buffer.from(bytes.slice(32)).toString('hex')}`);
  const twin = (ORDER - s).toString(16).padStart(64, '0');
  const both = Buffer.concat([bytes.slice(0, 32), Buffer.from(twin, 'hex')]);
  return [header, payload, base64url.encode(both)].join('.');
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Spellings of the same bytes that differ in the unused bits at the end of a base64url part. */
function trailingBits(part: string): string[] {
  const unused = { 2: 16, 3: 4 }[part.length % 4] ?? 1;
  const last = ALPHABET.indexOf(part.at(-1) ?? '');
  return Array.from(
    { length: unused },
    (_, i) => part.slice(0, -1) + ALPHABET[last - (last % unused) + i],
  ).filter(one => one !== part);
}

/** Other JSON spellings of the header and the payload. */
const respelled = (part: string, change: (json: string) => string): string =>
  base64url.encode(change(new TextDecoder().decode(base64url.decode(part))));

/**
 * Named texts that a lax parser would accept as this JWS: other spellings of the same bytes, and texts that another
 * parsing rule would read as the same.
 */
export function unusualSpellings(jws: string): [string, string][] {
  const parts = jws.split('.') as [string, string, string];
  const [header, payload, signature] = parts;
  const joined = (at: number, part: string) => parts.map((one, i) => (i === at ? part : one)).join('.');
  const eachPart = (name: string, spell: (part: string) => string[]): [string, string][] =>
    parts.flatMap((part, at) =>
      spell(part).map((spelled, i): [string, string] => [
        `${name}, part ${at}, way ${i}`,
        joined(at, spelled),
      ]),
    );
  const bytes = base64url.decode(signature);
  const json = JSON.stringify({ protected: header, payload, signature });
  const all: [string, string][] = [
    ...eachPart('other trailing bits', trailingBits),
    ...eachPart('padded', part => [`${part}=`, `${part}==`, `=${part}`]),
    ...eachPart('with white space', part =>
      [' ', '\n', '\t', '\r\n', '\u00a0', '\ufeff', '\0'].flatMap(gap => [
        gap + part,
        part + gap,
        part.slice(0, 8) + gap + part.slice(8),
      ]),
    ),
    ...eachPart('in plain base64', part => [part.replaceAll('-', '+').replaceAll('_', '/')]),
    ...eachPart('with one character more', part => [`${part}A`, `A${part}`, `${part}.`, `${part}-`]),
    ...eachPart('with one character less', part => [part.slice(1), part.slice(0, -1), '']),
    ...eachPart('percent-encoded', part => [`%${part.charCodeAt(0).toString(16)}${part.slice(1)}`]),
    ...eachPart('in full-width letters', part => [
      String.fromCharCode(part.charCodeAt(0) + 0xfee0) + part.slice(1),
    ]),
    ['with a fourth part', `${jws}.${signature}`],
    ['with an empty fourth part', `${jws}.`],
    ['with an empty first part', `.${jws}`],
    ['with five parts', `${header}.${payload}.${payload}.${payload}.${signature}`],
    ['quoted', `"${jws}"`],
    ['twice', `${jws}${jws}`],
    ['as a list', `${jws},${jws}`],
    ['as JSON', json],
    ['as JSON in base64', base64url.encode(json)],
    ['with the payload detached', `${header}..${signature}`],
    ['with its signature twice', joined(2, base64url.encode(Buffer.concat([bytes, bytes])))],
    ['with its signature in DER', joined(2, base64url.encode(inDer(bytes)))],
    [
      'with r and s exchanged',
      joined(2, base64url.encode(Buffer.concat([bytes.slice(32), bytes.slice(0, 32)]))),
    ],
    ['with a signature of zeros', joined(2, base64url.encode(new Uint8Array(bytes.length)))],
    ['unsigned', joined(2, '')],
    [
      'with spaces in its header',
      joined(
        0,
        respelled(header, text => `${text} `),
      ),
    ],
    [
      'with spaces in its payload',
      joined(
        1,
        respelled(payload, text => `${text} `),
      ),
    ],
    [
      'with a property said twice',
      joined(
        1,
        respelled(payload, text => `{"type":"release",${text.slice(1)}`),
      ),
    ],
    [
      'with an escaped letter',
      joined(
        1,
        respelled(payload, text => text.replace('"household"', '"\\u0068ousehold"')),
      ),
    ],
    ...['none', 'HS256', 'ES256K', 'ES384', 'EdDSA', 'es256'].map((alg): [string, string] => [
      `under the rule ${alg}`,
      joined(
        0,
        respelled(header, text => text.replace(/"alg":"\w+"/, `"alg":"${alg}"`)),
      ),
    ]),
    [
      'with its payload not in base64',
      joined(
        0,
        respelled(header, text => `{"b64":false,"crit":["b64"],${text.slice(1)}`),
      ),
    ],
  ];
  // A part without such a letter has only its usual spelling.
  return all.filter(([, spelled]) => spelled !== jws);
}

/** A signature as OpenSSL writes it: a sequence of two integers. */
function inDer(bytes: Uint8Array): Uint8Array {
  const integer = (half: Uint8Array): number[] => {
    const from = half.findIndex(byte => byte !== 0);
    const digits = Array.from(half.slice(Math.max(from, 0)));
    const whole = (digits[0] ?? 0) > 127 ? [0, ...digits] : digits;
    return [2, whole.length, ...whole];
  };
  const both = [...integer(bytes.slice(0, 32)), ...integer(bytes.slice(32))];
  return Uint8Array.from([0x30, both.length, ...both]);
}
