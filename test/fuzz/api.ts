import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { CompactSign } from 'jose';
import { canonicalCrockford } from '../../core/household/bytes/crockford.ts';
import { decodeUnverified } from '../../core/approval/jws.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import type { Document } from '../../services/ports/documents.ts';
import type { TestHousehold } from '../support/builders/a-household.ts';
import { aCompanion, origin } from '../support/builders/a-companion.ts';
import { type TestPhone } from '../support/builders/builders.ts';
import { asSent, type Example, examplesFor } from './api-examples.ts';
import { type Change, changes, mutated, nastyTexts, type Slip, slipped, slips, tracesIn } from './mutate.ts';
import {
  aWorld,
  brokenIn,
  now,
  own,
  secretEndpoint,
  state,
  storesOf,
  strange,
  words,
  type World,
} from './world.ts';

/** One generated request to the API, as far as it can be told before there are keys. */
type Draft = {
  example: number;
  /** What is changed in what the body has signed, which is then signed again; in the body; and in its bytes. */
  inside: Change[];
  body: Change[];
  slips: Slip[];
  path: { at: number; with: string; raw: boolean } | null;
  method: string | null;
  /** The proof is made for the request as it is sent, for the valid one, or for another valid one. */
  proofOf: 'sent' | 'valid' | 'another';
  signer: 'right' | 'stranger' | 'revoked' | 'newcomer';
  /** What is done to the header. */
  proof: 'whole' | 'none' | 'twice' | 'slipped' | 'huge' | 'other' | 'stale' | 'untyped';
  slip: Slip;
  other: string;
  headers: Record<string, string>;
};

const mostly = <T>(usual: T, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary });

/** What may stand in a header: visible ASCII, and bytes above. */
const headerText = fc.oneof(
  fc.stringMatching(/^[!-~\x80-\xff]{0,60}$/),
  fc.constantFrom('null', '__proto__', 'x'.repeat(20_000), '..', 'a.b.c', 'eyJ9.eyJ9.AAAA'),
);

const draft: fc.Arbitrary<Draft> = fc.record({
  example: fc.nat(10_000),
  inside: mostly([], changes),
  body: mostly([], changes),
  slips,
  path: mostly(
    null,
    fc.record({
      at: fc.nat(9),
      with: fc.oneof(
        fc.constantFrom(...nastyTexts, '%', '%ff', '%00', '%2F', '?x=1'),
        fc.string({ maxLength: 12 }),
      ),
      raw: fc.boolean(),
    }),
  ),
  method: mostly(
    null,
    fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'get'),
  ),
  proofOf: mostly<Draft['proofOf']>('sent', fc.constantFrom('valid', 'another')),
  signer: mostly<Draft['signer']>('right', fc.constantFrom('stranger', 'revoked', 'newcomer')),
  proof: mostly<Draft['proof']>(
    'whole',
    fc.constantFrom('none', 'twice', 'slipped', 'huge', 'other', 'stale', 'untyped'),
  ),
  slip: fc.record({
    at: fc.nat(10_000),
    how: fc.constantFrom('flip', 'cut', 'repeat', 'put'),
    byte: fc.integer({ min: 33, max: 126 }),
  }),
  other: headerText,
  headers: mostly(
    {},
    fc.dictionary(
      fc.constantFrom(
        'Content-Type',
        'Authorization',
        'Cookie',
        'Origin',
        'X-Forwarded-Host',
        'X-HTTP-Method-Override',
        'Accept',
        'Range',
      ),
      headerText,
      { maxKeys: 3 },
    ),
  ),
});

/**
 * Sends generated requests, each to a household of its own, and counts the statuses; fails with the first that is
 * answered wrongly, made small.
 */
export async function fuzzApi(requests: number): Promise<Record<number, number>> {
  const world = await aWorld();
  const examples = await examplesFor(aCompanion(householdFor(world, await storesOf(world))).api, world);
  const count: Record<number, number> = {};
  await fc.assert(
    fc.asyncProperty(draft, async one => {
      const status = await send(world, examples, one);
      fc.pre(status !== undefined);
      if (status !== undefined) count[status] = (count[status] ?? 0) + 1;
    }),
    { numRuns: requests, maxSkipsPerRun: 1 },
  );
  return count;
}

const householdFor = (world: World, stores: Awaited<ReturnType<typeof storesOf>>): TestHousehold => ({
  household: own,
  ...stores,
  clock: { now: () => now, pass: () => now },
  phone: world.phone,
});

/** The status of the answer; undefined where no such request can be made. */
async function send(world: World, examples: Example[], one: Draft): Promise<number | undefined> {
  const valid = examples[one.example % examples.length] as Example;
  const example = one.inside.length > 0 ? await signedAnew(valid, one.inside, world) : valid;
  const another = examples[one.slip.at % examples.length] as Example;
  const stores = await storesOf(world);
  const { api, lines } = aCompanion(householdFor(world, stores));
  const url = pathFor(example.path, one);
  const method = one.method ?? example.method;
  const bodied = !/^(get|head)$/i.test(method);
  const body = bodied
    ? slipped(
        example.body === undefined && one.body.length === 0
          ? bytesOf('')
          : bytesOf(mutated(example.body, one.body)),
        one.slips,
      )
    : bytesOf('');
  const signer: TestPhone = { right: example.by, ...world }[one.signer];
  const proven = {
    sent: { method, url: withoutQuery(url), body },
    valid: asSent(example),
    another: asSent(another),
  }[one.proofOf];
  const made = await signer.prove(proven, one.proof === 'stale' ? ((now - 61_000) as typeof now) : now);
  const header = { ...one.headers, ...proofHeader(made, one) };
  const request = requestOf(url, { method, headers: header, ...(bodied && { body: new Uint8Array(body) }) });
  if (!request) return undefined;

  const before = state(stores.documents);
  const response = await api.request(request);
  const text = await response.text();
  const after = state(stores.documents);
  const moved = !isDeepStrictEqual(before, after);

  // Independent of the API's own verdict: was this very request proven, by a phone that may make it?
  const sent = { method: request.method, url: withoutQuery(request.url), body };
  const isPairing =
    request.method === 'POST' && /^\/households\/[^/]*\/pair$/.test(new URL(request.url).pathname);
  const whole =
    (one.proof === 'whole' || (one.proof === 'slipped' && header['DPoP'] === made)) &&
    sameRequest(proven, sent);
  const allowed =
    whole && (isPairing ? mayPair(world, request, body, signer) : mayAsk(world, request, signer));

  const said = { status: response.status, text: text.slice(0, 300), lines };
  if (response.status >= 500) throw new Error(`It failed: ${JSON.stringify(said)}`);
  if (response.status >= 400) {
    const traces = tracesIn(text, [words, 'Kitchen', 'nonce-1', secretEndpoint, ...textsIn(example.body)]);
    if (traces.length > 0) throw new Error(`It shows ${traces.join()}: ${JSON.stringify(said)}`);
    if (request.method !== 'HEAD' && !isProblem(response, text))
      throw new Error(`It is no problem with a code: ${JSON.stringify(said)}`);
    if (moved && !onlyCounted(before, after, allowed))
      throw new Error(`It was refused and changed something: ${JSON.stringify(said)}`);
  }
  const inLog = tracesIn(lines.join('\n'), [words, 'Kitchen', own, strange, 'endpoint']);
  if (inLog.length > 0) throw new Error(`The log shows ${inLog.join()}: ${JSON.stringify(said)}`);

  if (!allowed && moved && !onlyCounted(before, after, false))
    throw new Error(`It changed something without a proof: ${JSON.stringify(said)}`);
  const isOpen = new URL(request.url).pathname === '/household';
  if (!allowed && response.status < 400 && !isPairing && !isOpen)
    throw new Error(`It answered without a proof: ${JSON.stringify(said)}`);
  const others = (documents: Document[]) =>
    uncounted(documents, false).filter(({ household }) => !allowed || household !== householdIn(request));
  if (!isDeepStrictEqual(others(before), others(after)))
    throw new Error(`It changed another household: ${JSON.stringify(said)}`);
  if (moved) {
    const broken = await brokenIn(after);
    if (broken.length > 0) throw new Error(`${broken.join()}: ${JSON.stringify(said)}`);
  }
  return response.status;
}

/** The example with something else in what its body has signed, signed as truly as before. */
async function signedAnew(example: Example, inside: readonly Change[], world: World): Promise<Example> {
  const body = example.body as { jws?: string; link?: string; assertion?: unknown } | undefined;
  const name = body?.jws === undefined ? 'link' : 'jws';
  const was = body?.[name];
  if (was === undefined) return example;
  const type = name === 'jws' ? 'second-yes-statement' : 'second-yes-link';
  // What signs is not asked to understand it: it may be deeper than any stack.
  const signed = await new CompactSign(bytesOf(mutated(decodeUnverified(was)?.payload, inside)))
    .setProtectedHeader({ alg: 'ES256', typ: type, kid: example.by.id })
    .sign(example.by.key);
  const assertion = body?.assertion === undefined ? {} : { assertion: world.finger.sign(sha256(signed)) };
  return { ...example, body: { [name]: signed, ...assertion } };
}

/** All texts in a value that are long enough to be told from others. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value].filter(text => text.length > 6)
    : Object.values(Object(value) as object).flatMap(textsIn);

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const withoutQuery = (url: string): string => {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
};

function sameRequest(a: { method: string; url: string; body: Uint8Array }, b: typeof a): boolean {
  return a.method === b.method && a.url === b.url && Buffer.compare(a.body, b.body) === 0;
}

/** Replaces one segment of the path or what one parameter says, percent-encoded or as it is. */
function pathFor(path: string, { path: change }: Draft): string {
  if (!change) return origin + path;
  const [, ...parts] = path.split(/(?<=[/=])|(?=&)/);
  const at = change.at % parts.length;
  const text = change.raw ? change.with : encoded(change.with);
  parts[at] = text + (/[/=]$/.exec(parts[at] ?? '') ?? [''])[0];
  const whole = `${origin}/${parts.join('')}`;
  return URL.canParse(whole) ? new URL(whole).href : origin + path;
}

/** Lone surrogates have no encoding; they go as they are. */
function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

function proofHeader(made: string, { proof, slip, other }: Draft): Record<string, string> {
  switch (proof) {
    case 'whole':
    case 'stale':
      return { DPoP: made };
    case 'none':
      return {};
    case 'twice':
      return { DPoP: `${made}, ${made}` };
    case 'slipped':
      return { DPoP: Buffer.from(slipped(Buffer.from(made, 'latin1'), [slip])).toString('latin1') };
    case 'huge':
      return { DPoP: made + 'A'.repeat(200_000) };
    case 'other':
      return { DPoP: other };
    case 'untyped':
      return { DPoP: `eyJhbGciOiJub25lIn0.${made.split('.')[1] ?? ''}.` };
  }
}

/** Undefined where the platform itself refuses to make such a request. */
function requestOf(url: string, init: RequestInit): Request | undefined {
  try {
    return new Request(url, init);
  } catch {
    return undefined;
  }
}

/** RFC 9457, with a code of ours. */
function isProblem({ headers }: Response, text: string): boolean {
  const { code, type, status } = JSON.parse(text) as Record<string, unknown>;
  return (
    headers.get('Content-Type') === 'application/problem+json' &&
    typeof code === 'string' &&
    type === `urn:second-yes:problem:${code}` &&
    typeof status === 'number'
  );
}

/** Whether nothing happened but that a wrong pairing code cost a try, or that the use of a passkey was noted. */
const onlyCounted = (before: Document[], after: Document[], isByPhone: boolean): boolean =>
  isDeepStrictEqual(uncounted(before, isByPhone), uncounted(after, isByPhone));

const uncounted = (documents: Document[], isByPhone: boolean): Document[] =>
  documents
    .filter(({ kind }) => kind !== 'passkey' || !isByPhone)
    .map(one => (one.kind === 'pairing' ? { ...one, version: 0, used: true, tries: [] } : one));

/** Whether this is the open code of that household, given with a proof by the very key that is introduced. */
function mayPair(world: World, request: Request, body: Uint8Array, { jwk }: TestPhone): boolean {
  const household = householdIn(request);
  const asked = parsed(body) as { code?: unknown; phone?: { key?: { x?: unknown; y?: unknown } } } | null;
  const right =
    typeof asked?.code === 'string' &&
    canonicalCrockford(asked.code) === canonicalCrockford(world.codes.get(household) ?? '-');
  return right && asked?.phone?.key?.x === jwk.x && asked.phone.key.y === jwk.y;
}

/**
 * A phone may ask anything of the household it is paired with. Anybody who knows the recovery code may ask for its
 * trust list only.
 */
function mayAsk(world: World, request: Request, signer: TestPhone): boolean {
  const household = householdIn(request);
  return (
    (signer === world.phone && household === own) ||
    (signer === world.stranger && household === strange) ||
    (signer === world.recovery && new URL(request.url).pathname === `/households/${own}/trust`)
  );
}

/** Whose a request is by its path, percent-encoded or not; empty where it names none. */
function householdIn({ url }: Request): string {
  const [, folder, household = ''] = new URL(url).pathname.split('/');
  if (folder !== 'households') return '';
  try {
    return decodeURIComponent(household);
  } catch {
    return household;
  }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
