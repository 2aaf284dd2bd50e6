import { base64url } from 'jose';
import type { PasskeyAssertion } from '../../../core/approval/passkey-assertion.ts';
import { phoneIdOf, signWithPhoneKey } from '../../../core/approval/jws.ts';
import { replayTrustList, type TrustDocument } from '../../../core/approval/trust-list.ts';
import { answerMessage } from '../../../services/companion/answer-message.ts';
import { verifyDelivery } from '../../../core/message/verify-delivery.ts';
import type { PasskeyPolicy } from '../../../core/household/settings.ts';
import type { Released } from '../../../core/message/message.ts';
import {
  decodeRecording,
  encodeRecording,
  type Recording,
} from '../../../core/message/recording/recording.ts';
import { piecesOf, splitParts } from '../../../core/household/bytes/byte-parts.ts';
import { type Sha256, sha256 } from '../../../core/household/bytes/sha256.ts';
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
  sealKey,
} from '../builders/builders.ts';
import { memoryDocuments } from '../memory/memory-documents.ts';

/** Chooses which of this many bits to try. */
export type Choice = (bits: number) => Iterable<number>;

/** Chooses every nth bit. With an odd n every position within a byte is tried. */
export const oneIn =
  (step: number): Choice =>
  bits =>
    Array.from({ length: Math.ceil(bits / step) }, (_, i) => i * step);

/** Chooses all bits, or this many at random if there are more. */
export const everyBitUpTo =
  (limit: number, random: () => number = Math.random): Choice =>
  bits =>
    bits <= limit
      ? oneIn(1)(bits)
      : Array.from({ length: limit }, () => Math.min(bits - 1, Math.floor(random() * bits)));

/** Changes one bit in a copy of the bytes. */
export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  // `Buffer.slice` does not copy.
  const changed = Uint8Array.from(bytes);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

/** A release that a phone and a passkey signed at noon, and everything that it is verified with. */
export type SignedRelease = {
  phone: TestPhone;
  message: Released;
  /** The recording from the store; undefined if it cannot be decoded. */
  recording: Recording | undefined;
  trusted: TrustDocument;
  anchor: Uint8Array;
  jws: string;
  assertion: PasskeyAssertion;
};

/** A household whose recovery code admitted this phone. `passkeys` says when a release needs a passkey. */
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

/** A place where a bit can change: its bytes, and a function that gives the release with other bytes there. */
export type Place = {
  bytes: Uint8Array;
  with: (bytes: Uint8Array) => SignedRelease | Promise<SignedRelease>;
};

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const unlatin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** The characters of a text, eight bits each. */
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

/** The release with another JWS. The stored copy of the statement does not change. */
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

/** The JWS of the release, the trust list and the anchor key, which the API and the courier verify. */
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
    // The phone signs a link in which only the address differs.
    'the address': {
      bytes: latin(address),
      async with(bytes) {
        const moved = aContact({ addresses: [{ channel: 'email', address: unlatin(bytes) }] });
        const links = [...trusted.links, await aLink(phone, trusted.links, puts(moved))];
        return { ...release, trusted: { ...trusted, links } };
      },
    },
    // The first link is sealed with the real anchor key.
    'the phone’s key': {
      bytes: Buffer.concat([base64url.decode(x), base64url.decode(y)]),
      async with(bytes) {
        const key = {
          ...phone.jwk,
          x: base64url.encode(bytes.slice(0, 32)),
          y: base64url.encode(bytes.slice(32)),
        };
        // The phone signs with its own private key and names the key that is in the list. No passkey is required.
        const named = { ...phone, jwk: key, id: phoneIdOf(key) };
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

/** The bytes of the passkey's signature. DER has several spellings of the same numbers. */
export const spelledSignature = (release: SignedRelease): Place => ({
  bytes: base64url.decode(release.assertion.response.signature),
  with: bytes => withSignature(release, bytes),
});

/** The bytes that the passkey signed: the statement's digest, the origin, and the user-verified flag are among them. */
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

/** The parts of the stored recording. They are decoded without a comparison with the key. */
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

/** The fields of the document that the API compares the release with, because it does not load content. */
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

/** The documents as the engine stores them, each as one text. */
export function storedPlaces(release: SignedRelease): Record<string, Place> {
  const row = (kind: 'message' | 'trusted'): Place => ({
    bytes: new TextEncoder().encode(JSON.stringify(release[kind])),
    with: bytes => ({ ...release, [kind]: JSON.parse(new TextDecoder().decode(bytes)) as never }),
  });
  return { 'the message’s document': row('message'), 'the trust list’s document': row('trusted') };
}

/** The recording and the addresses that the courier would send; undefined if it refuses. */
export async function courierSends({ message, recording, trusted, anchor }: SignedRelease) {
  const verified = await verifyDelivery(message, { recording, trusted, anchor, sealKey, now: noon });
  if ('refused' in verified) return undefined;
  return { to: verified.to, recording: verified.recording };
}

/** The API's answer to the release of a message that is held and was listened to; undefined if it refuses. */
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
  // The counter of a passkey is stored even if the answer is refused, so passkeys are not compared.
  const kept = () => JSON.stringify(documents.everything().filter(({ kind }) => kind !== 'passkey'));
  const before = kept();
  const { assertion } = answer;
  const signed = { jws, ...(assertion && { assertion }) };
  const answered = await answerMessage(
    { documents, trust, sealKey, now: at },
    { household: message.household, message: message.id },
    signed,
  );
  if ('refused' in answered && kept() === before) return undefined;
  return { answered, by: answer.phone };
}

/** Ten seconds after a phone began to listen, which is longer than half of any recording here. */
const soon = after(noon, seconds(10));

/** Changes every chosen bit of a place. Gives the number of changes and the bits whose change passed. */
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

/** Gives undefined for a stored text that is not JSON any more: the engine throws before anybody reads it. */
async function unlessUnreadable<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
