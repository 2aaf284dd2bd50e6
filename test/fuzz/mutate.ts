import * as fc from 'fast-check';

/** A word that stands in much of what is sent, and may stand in no refusal and no line of the log. */
export const CANARY = 'canary-of-a-test';

/** What is too big to be shown when a test fails stands as a word, until the JSON is written. */
const BIG: Record<string, string> = {
  'a place that goes deep': '['.repeat(9_000) + ']'.repeat(9_000),
  'a long text': JSON.stringify(`${CANARY} `.repeat(600)),
  'a text beyond every limit': JSON.stringify(`${CANARY} `.repeat(6_000)),
  'many texts': JSON.stringify(Array.from({ length: 1_500 }, () => CANARY)),
  'many keys': JSON.stringify(Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`key ${i}`, i]))),
};

/** Names that mean something to JavaScript, to paths, to databases or to text. */
export const nastyTexts = [
  '',
  ' ',
  CANARY,
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '0',
  '-1',
  '../../etc/passwd',
  '..',
  '.',
  'a/b',
  '%2e%2e%2f',
  "'; DROP TABLE documents; --",
  '${7*7}',
  '<script>alert(1)</script>',
  '</speak><audio src="x"/>',
  '\0',
  'a\0b',
  '\n\r\t',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202egnihtemos',
  'e\u0301'.repeat(200),
  '👩‍👩‍👧‍👦'.repeat(40),
  'ﷺ',
  'ı',
  '０１２',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59+23:59',
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  'amzn1.ask.skill.another',
  'household-2',
  'x'.repeat(70),
] as const;

const NUMBERS = [0, -0, -1, 1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324];

/** Something that has no business there. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...nastyTexts, ...NUMBERS, null, true, false, [], {}),
  fc.constantFrom<unknown>(...Object.keys(BIG)),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/**
 * In characters: longer than anything that is taken. Four lengthenings of one text would give 50 to the fourth times
 * its length, and V8 ends the process with "invalid array length" when an array would hold that many bytes.
 */
const LONGEST = 200_000;

/** One change of a value's structure; `at` picks the place among all there are. */
export type Change = {
  at: number;
  how: 'delete' | 'replace' | 'retype' | 'duplicate' | 'wrap' | 'add' | 'rename' | 'lengthen';
  name: string;
  with: unknown;
};

export const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom('delete', 'replace', 'retype', 'duplicate', 'wrap', 'add', 'rename', 'lengthen'),
  name: fc.constantFrom(...nastyTexts),
  with: junk,
});

type Path = readonly (string | number)[];

/** Every place in a value, the value itself first. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]));
  return [path, ...inside];
}

/** The value with these changes, as JSON text. */
export function mutated(value: unknown, changes: readonly Change[]): string {
  let changed = value;
  for (const one of changes) {
    const places = placesIn(changed);
    changed = changedAt(changed, places[one.at % places.length] ?? [], one);
  }
  const text = JSON.stringify(changed) ?? '';
  return text.replace(
    /"(a place that goes deep|a long text|a text beyond every limit|many texts|many keys)"/g,
    (_, name: string) => BIG[name] ?? '',
  );
}

function changedAt(value: unknown, [key, ...rest]: Path, how: Change): unknown {
  if (key === undefined) return changedHere(value, how);
  const entries = Object.entries(value as object).flatMap(([name, one]): [string, unknown][] => {
    if (name !== key) return [[name, one]];
    if (rest.length > 0) return [[name, changedAt(one, rest, how)]];
    if (how.how === 'delete') return [];
    if (how.how === 'rename') return [[how.name, one]];
    if (how.how !== 'duplicate') return [[name, changedHere(one, how)]];
    return [
      [name, one],
      [how.name, one],
    ];
  });
  // As own properties, whatever they are called: `__proto__` too is just a name in JSON.
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

function changedHere(value: unknown, { how, name, with: other }: Change): unknown {
  switch (how) {
    case 'retype':
      return retyped(value);
    case 'wrap':
      return Array.isArray(value) ? { [name]: value } : [value];
    case 'add':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries([...Object.entries(value), [name, other]])
        : other;
    case 'lengthen':
      return typeof value === 'string' ? value.repeat(50).slice(0, LONGEST) + CANARY : other;
    case 'delete':
    case 'rename':
    case 'duplicate':
    case 'replace':
      return other;
  }
}

function retyped(value: unknown): unknown {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'true' : 0;
  return JSON.stringify(value ?? null);
}

/** One change of bytes. */
export type Slip = { at: number; how: 'flip' | 'cut' | 'repeat' | 'put'; byte: number };

export const slip: fc.Arbitrary<Slip> = fc.record({
  at: fc.nat(100_000),
  how: fc.constantFrom('flip', 'cut', 'repeat', 'put'),
  byte: fc.integer({ min: 0, max: 255 }),
});

/** The bytes with these slips. */
export function slipped(bytes: Uint8Array, slips: readonly Slip[]): Uint8Array {
  let changed = [...bytes];
  for (const { at, how, byte } of slips) {
    const place = at % (changed.length + 1);
    if (how === 'flip') changed[place] = (changed[place] ?? 0) ^ (1 << (byte & 7));
    if (how === 'put') changed.splice(place, 0, byte);
    if (how === 'cut') changed = changed.slice(0, place);
    if (how === 'repeat') changed = [...changed, ...changed.slice(place)];
  }
  return Uint8Array.from(changed);
}

/** Mostly one change, at times none or several. */
export const changes: fc.Arbitrary<Change[]> = fc.oneof(
  { weight: 5, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.array(change, { minLength: 2, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constant<Change[]>([]) },
);

/** Mostly none. */
export const slips: fc.Arbitrary<Slip[]> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Slip[]>([]) },
  { weight: 1, arbitrary: fc.array(slip, { minLength: 1, maxLength: 3 }) },
);

/** What must stand in no answer that refuses and in no log line: where something happened, and what was sent. */
const TRACES = [/\n\s+at /, /node_modules/, /\.m?[jt]s:\d/, /[A-Z]\w*Error\b/, /SQLITE/i, /stack/i];

/** Which traces a text shows of the program's inside, of what was sent, or of `secrets`. */
export const tracesIn = (text: string, secrets: readonly string[] = []): string[] => [
  ...TRACES.filter(trace => trace.test(text)).map(String),
  ...[CANARY, ...secrets].filter(secret => text.includes(secret)),
];
