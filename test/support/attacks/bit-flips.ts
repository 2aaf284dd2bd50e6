import { base64url } from 'jose';
import type { PasskeyAssertion } from '../../../core/approval/passkey-assertion.ts';
import { phoneIdOf, signWithPhoneKey } from '../../../core/approval/jws.ts';
import { replayTrustList, type TrustDocument } from '../../../core/approval/trust-list.ts';
import { answerMessage } from '../../../services/companion/answer-message.ts';
import { verifyDelivery } from '../../../core/message/verify-delivery.ts';
import type { PasskeyPolicy } from '../../../core/household/settings.ts';
import type { Released } from '../../../core/message/message.ts';
import { decodeRecording, encodeRecording, type Recording } from '../../../core/message/recording.ts';
import { piecesOf, splitParts } from '../../../core/household/byte-parts.ts';
import { type Sha256, sha256 } from '../../../core/household/sha256.ts';
import { after, type Instant, seconds } from '../../../core/household/instant.ts';
import { anAuthenticator } from '../browser/authenticator.ts';
import { without } from '../../../core/household/without.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import {
  aContact,
  admits,
  aFirstLink,
  aHeardMessage,
  aLink,
  anchor,
  aPhone,
  aReference,
  aRelease,
  aTrustList,
  names,
  noon,
  puts,
  recovers,
  revokes,
  sets,
  type TestPhone,
  theRecovery,
} from '../builders/builders.ts';
import { memoryDocuments } from '../memory/memory-documents.ts';

/** Which bits of so many are tried. */
export type Choice = (bits: number) => Iterable<number>;

/** One bit in so many. An odd number meets every position within a byte. */
export const oneIn =
  (step: number): Choice =>
  bits =>
    Array.from({ length: Math.ceil(bits / step) }, (_, i) => i * step);

/** Every single bit, or as many drawn at random where there are more. */
export const everyBitUpTo =
  (limit: number, random: () => number = Math.random): Choice =>
  bits =>
    bits <= limit
      ? oneIn(1)(bits)
      : Array.from({ length: limit }, () => Math.min(bits - 1, Math.floor(random() * bits)));

/** The bytes with one bit changed. */
export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  // A Buffer's own `slice` would change the bytes themselves.
  const changed = Uint8Array.from(bytes);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

/** A release that the phone and a passkey signed at noon, and all that it stands on. */
export type SignedRelease = {
  phone: TestPhone;
  message: Released;
  /** What the store gives; undefined where it gives none that can be read. */
  recording: Recording | undefined;
  trusted: TrustDocument;
  anchor: Uint8Array;
  jws: string;
  assertion: PasskeyAssertion;
};

/** A household whose first phones were lost: its recovery code let this phone in, which requires a passkey, or does not. */
export async function aSignedRelease(
  recording: Recording,
  passkeys: PasskeyPolicy = 'always',
): Promise<SignedRelease> {
  const [phone, first, other] = await Promise.all([aPhone(), aPhone('The first'), aPhone('Ada’s phone')]);
  const finger = anAuthenticator('https://home.example');
  const tom = aContact({ id: 'tom' as never, name: 'Tom' });
  const trusted = await aTrustList({
    phone: first,
    says: [puts(tom), admits(other), names(other, 'Ada’s old phone'), revokes(other)],
  });
  const say = async (by: TestPhone, said: TrustChange) =>
    void trusted.links.push(await aLink(by, trusted.links, said));
  await say(await theRecovery, recovers(phone, await aPhone('The next recovery code')));
  await say(phone, { type: 'add-passkey', passkey: finger.passkey });
  await say(phone, sets({ passkeys }));
  await say(phone, puts(aContact()));
  const held = aHeardMessage(phone.id, 'nonce-1', { recording: aReference(recording) });
  const statement = aRelease(held, trusted);
  const jws = await phone.sign(statement);
  const assertion = finger.sign(sha256(jws));
  const answer = { jws, phone: phone.id, statement, at: noon, ...(passkeys !== 'never' && { assertion }) };
  return {
    phone,
    message: { ...held, state: 'released', answer },
    recording,
    trusted,
    anchor,
    jws,
    assertion,
  };
}

/** A place where a bit can change: the bytes as they are, and the release as it is with other bytes there. */
export type Place = {
  bytes: Uint8Array;
  with: (bytes: Uint8Array) => SignedRelease | Promise<SignedRelease>;
};

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const unlatin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** A text's own characters, eight bits each. */
const characters = (text: string, put: (text: string) => SignedRelease): Place => ({
  bytes: latin(text),
  with: bytes => put(unlatin(bytes)),
});

/** The decoded parts of a JWS. They are encoded again after the change. */
function decoded(jws: string, put: (jws: string) => SignedRelease): Place {
  const parts = jws.split('.').map(part => base64url.decode(part));
  return {
    bytes: Buffer.concat(parts),
    with(bytes) {
      let from = 0;
      const encoded = parts.map(({ length }) => base64url.encode(bytes.slice(from, (from += length))));
      return put(encoded.join('.'));
    },
  };
}

/** The release with another JWS; the copy of the statement beside it stays as it was. */
export const withJws = (release: SignedRelease, jws: string): SignedRelease => ({
  ...release,
  jws,
  message: { ...release.message, answer: { ...release.message.answer, jws } },
});

export const withLink = (release: SignedRelease, at: number, link: string): SignedRelease => ({
  ...release,
  trusted: { ...release.trusted, links: release.trusted.links.map((one, i) => (i === at ? link : one)) },
});

/** The release with another assertion of the passkey. */
export const withAssertion = (release: SignedRelease, assertion: PasskeyAssertion): SignedRelease => ({
  ...release,
  assertion,
  message: { ...release.message, answer: { ...release.message.answer, assertion } },
});

/** What the phone signed and what vouches for it: both the API and the courier look at these. */
export function signedPlaces(release: SignedRelease): Record<string, Place> {
  const { phone, trusted, jws } = release;
  const [{ address } = { address: '' }] = aContact().addresses;
  const { x, y } = phone.jwk;
  const links = trusted.links.flatMap((link, at): [string, Place][] => [
    [`link ${at}, its characters`, characters(link, text => withLink(release, at, text))],
    [`link ${at}, decoded`, decoded(link, text => withLink(release, at, text))],
  ]);
  return {
    'the JWS, its characters': characters(jws, text => withJws(release, text)),
    'the JWS, decoded': decoded(jws, text => withJws(release, text)),
    ...Object.fromEntries(links),
    'the anchor key': { bytes: anchor, with: bytes => ({ ...release, anchor: bytes }) },
    // As the phone itself would sign it: nothing but the address differs.
    'the address': {
      bytes: latin(address),
      async with(bytes) {
        const moved = aContact({ addresses: [{ channel: 'email', address: unlatin(bytes) }] });
        const links = [...trusted.links, await aLink(phone, trusted.links, puts(moved))];
        return { ...release, trusted: { ...trusted, links } };
      },
    },
    // As whoever holds the anchor key would seal it.
    'the phone’s key': {
      bytes: Buffer.concat([base64url.decode(x), base64url.decode(y)]),
      async with(bytes) {
        const key = {
          ...phone.jwk,
          x: base64url.encode(bytes.slice(0, 32)),
          y: base64url.encode(bytes.slice(32)),
        };
        // The private key stays the phone's own, and what it signs names the key that is in the list. No passkey is asked for.
        const named = { ...phone, jwk: key, id: await phoneIdOf(key) };
        const links = [await aFirstLink(named)];
        links.push(await aLink(named, links, puts(aContact())));
        const list = { ...trusted, links };
        const statement = aRelease(release.message, list);
        const again = await signWithPhoneKey(statement, 'second-yes-statement', {
          phone: named.id,
          key: phone.key,
        });
        const answer = without(release.message.answer, 'assertion');
        return withJws({ ...release, trusted: list, message: { ...release.message, answer } }, again);
      },
    },
  };
}

/** The two numbers of an ECDSA signature in DER (RFC 3279 §2.2.3), 32 bytes each. */
function numbersIn(der: Uint8Array): Uint8Array {
  const second = 4 + (der[3] as number);
  const numbers = [der.subarray(4, second), der.subarray(second + 2)];
  return Buffer.concat(numbers.map(number => Buffer.concat([Buffer.alloc(32), number]).subarray(-32)));
}

function derOf(numbers: Uint8Array): Uint8Array {
  const parts = [numbers.subarray(0, 32), numbers.subarray(32)].map(number => {
    const short = number.subarray(number.findIndex(byte => byte !== 0));
    const positive = (short[0] as number) < 0x80 ? short : [0, ...short];
    return [0x02, positive.length, ...positive];
  });
  return Uint8Array.from([0x30, parts.flat().length, ...parts.flat()]);
}

/** The release with another signature in its assertion. */
const withSignature = (release: SignedRelease, der: Uint8Array): SignedRelease => {
  const { assertion } = release;
  const response = { ...assertion.response, signature: base64url.encode(der) };
  return withAssertion(release, { ...assertion, response });
};

/** The passkey's signature as it is spelled: DER has other spellings of the same numbers. */
export const spelledSignature = (release: SignedRelease): Place => ({
  bytes: base64url.decode(release.assertion.response.signature),
  with: bytes => withSignature(release, bytes),
});

/** What the passkey signed, as bytes: the statement's digest among them, where it was, and that it saw its user. */
export function assertionPlaces(release: SignedRelease): Record<string, Place> {
  const { assertion } = release;
  const part = (name: 'authenticatorData' | 'clientDataJSON'): [string, Place] => [
    `the passkey’s ${name}`,
    {
      bytes: base64url.decode(assertion.response[name]),
      with: bytes =>
        withAssertion(release, {
          ...assertion,
          response: { ...assertion.response, [name]: base64url.encode(bytes) },
        }),
    },
  ];
  return {
    ...Object.fromEntries([part('authenticatorData'), part('clientDataJSON')]),
    'the passkey’s signature': {
      bytes: numbersIn(base64url.decode(assertion.response.signature)),
      with: bytes => withSignature(release, derOf(bytes)),
    },
    'the passkey’s id': characters(assertion.id, id => withAssertion(release, { ...assertion, id })),
    'the passkey’s raw id': characters(assertion.rawId, rawId =>
      withAssertion(release, { ...assertion, rawId }),
    ),
  };
}

/** The content of a released recording, whose digest the courier computes again. */
export function contentPlaces(release: SignedRelease, recording: Recording): Record<string, Place> {
  const { audio, mediaType, duration, transcript = '' } = recording;
  const put = (more: Partial<Recording>) => ({ ...release, recording: { ...recording, ...more } });
  const milliseconds = new DataView(new ArrayBuffer(8));
  milliseconds.setFloat64(0, duration);
  return {
    'the recording, its audio': {
      bytes: audio,
      with: bytes => put({ audio: bytes }),
    },
    'the recording, its media type': characters(mediaType, text => put({ mediaType: text })),
    'the recording, its duration': {
      bytes: new Uint8Array(milliseconds.buffer),
      with: bytes => put({ duration: new DataView(bytes.slice().buffer).getFloat64(0) }),
    },
    'the recording, its words': {
      bytes: new TextEncoder().encode(transcript),
      with: bytes => put({ transcript: new TextDecoder().decode(bytes) }),
    },
  };
}

const STORED = ['kind', 'audio', 'media type', 'duration', 'words'].flatMap(part => [
  `${part}’s length`,
  part,
]);

/** The same as it lies in the store, piece after piece. Not even its key is compared before it is decoded. */
export function storedContentPlaces(release: SignedRelease, recording: Recording): Record<string, Place> {
  const stored = encodeRecording(recording);
  let next = 0;
  const places = piecesOf(splitParts(stored) ?? []).map((bytes, i): [string, Place] => {
    const at = next;
    next += bytes.length;
    const put = (changed: Uint8Array) => {
      const whole = stored.slice();
      whole.set(changed, at);
      return { ...release, recording: decodeRecording(whole) };
    };
    return [`the stored recording, its ${STORED[i]}`, { bytes, with: put }];
  });
  return Object.fromEntries(places);
}

/** What the release answers to in the document, for the API, which has no content at hand. */
export function referencePlaces(release: SignedRelease): Record<string, Place> {
  const { message } = release;
  const put = (more: Partial<Released>) => ({ ...release, message: { ...message, ...more } });
  return {
    'the recording’s digest': characters(message.recording.digest, text =>
      put({ recording: { ...message.recording, digest: text as Sha256 } }),
    ),
    'the message’s id': characters(message.id, text => put({ id: text as never })),
    'the household': characters(message.household, text => put({ household: text as never })),
  };
}

/** The story that the phone showed, as JSON. */
export const storyPlace = (release: SignedRelease): Place => ({
  bytes: new TextEncoder().encode(JSON.stringify(release.message.story)),
  with: bytes => ({
    ...release,
    message: { ...release.message, story: JSON.parse(new TextDecoder().decode(bytes)) as never },
  }),
});

/** The documents as an engine stores them, in one text each. */
export function storedPlaces(release: SignedRelease): Record<string, Place> {
  const row = (kind: 'message' | 'trusted'): Place => ({
    bytes: new TextEncoder().encode(JSON.stringify(release[kind])),
    with: bytes => ({ ...release, [kind]: JSON.parse(new TextDecoder().decode(bytes)) as never }),
  });
  return { 'the message’s document': row('message'), 'the trust list’s document': row('trusted') };
}

/** What the courier lets leave, and to whom; undefined where it refuses. */
export async function courierSends({ message, recording, trusted, anchor }: SignedRelease) {
  const verified = await verifyDelivery(message, { recording, trusted, anchor, now: noon });
  if ('refused' in verified) return undefined;
  return { to: verified.to, recording: verified.recording };
}

/** What the API does with the answer while the message is held and was listened to. */
export async function apiTakes({ message, trusted, anchor, jws }: SignedRelease, at: Instant = soon) {
  const trust = await replayTrustList(trusted.links, message.household, { anchor });
  if ('refused' in trust) return undefined;
  const documents = memoryDocuments();
  const { answer, ...rest } = message;
  documents.plant({
    ...rest,
    state: 'held',
    listening: [{ ...message.listening[0], recording: message.recording.digest }],
  } as never);
  // A passkey that signed this is remembered to have done so, whatever becomes of the answer.
  const kept = () => JSON.stringify(documents.everything().filter(({ kind }) => kind !== 'passkey'));
  const before = kept();
  const { assertion } = answer;
  const signed = { jws, ...(assertion && { assertion }) };
  const answered = await answerMessage(
    { documents, trust, now: at },
    { household: message.household, message: message.id },
    signed,
  );
  if ('refused' in answered && kept() === before) return undefined;
  return { answered, by: answer.phone };
}

/** Ten seconds after the listening began: long enough for any recording here. */
const soon = after(noon, seconds(10));

/** Tries every chosen bit of a place; gives how many were tried, and those that were let through. */
export async function letThrough(
  { bytes, with: put }: Place,
  choice: Choice,
  passes: (release: SignedRelease) => Promise<boolean>,
): Promise<{ tried: number; through: number[] }> {
  const through: number[] = [];
  let tried = 0;
  for (const bit of choice(bytes.length * 8)) {
    tried += 1;
    const changed = await unlessUnreadable(() => put(flipped(bytes, bit)));
    if (changed && (await passes(changed))) through.push(bit);
  }
  return { tried, through };
}

/** A stored text that is no JSON any more is thrown by the engine and reaches nobody. */
async function unlessUnreadable<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
