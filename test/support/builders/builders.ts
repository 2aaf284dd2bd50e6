import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import { makeProof, type SentRequest } from '../../../core/approval/proof.ts';
import {
  phoneIdOf,
  type PublicKey,
  sealWithAnchorKey,
  signWithPhoneKey,
} from '../../../core/approval/jws.ts';
import type { Discard, Release, Statement } from '../../../core/approval/statement.ts';
import type { FirstLink } from '../../../core/approval/link.ts';
import { linkDigest, type TrustDocument } from '../../../core/approval/trust-list.ts';
import type { VerifiedStatement } from '../../../core/approval/verify-statement.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import { languageOf } from '../../../core/household/language.ts';
import { requiredFriction } from '../../../core/confidence/required-friction.ts';
import { type Story, type StoryTurn, storyDigest } from '../../../core/confidence/story.ts';
import { addressDigest, type Contact } from '../../../core/household/contact.ts';
import type { ContactId, HouseholdId, MessageId, PhoneId, RoomId } from '../../../core/household/ids.ts';
import { after, type Duration, type Instant, instant, seconds } from '../../../core/household/instant.ts';
import { defaultSettings, type SettingsChange } from '../../../core/household/settings.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { hold, type ToHold } from '../../../core/message/hold.ts';
import { seal, sealKeyFrom } from '../../../core/message/seal.ts';
import type {
  Claim,
  Delivered,
  Discarded,
  Expired,
  Failed,
  Held,
  Message,
  Released,
  Rendering,
  Sending,
  NotificationRecord,
  Unknown,
} from '../../../core/message/message.ts';
import type { Attempt, AttemptOutcome, AttemptResult } from '../../../core/message/outcome.ts';
import {
  type Recording,
  type RecordingReference,
  recordingDigest,
} from '../../../core/message/recording/recording.ts';

/** The time at which tests start by default. */
export const noon: Instant = instant(Date.UTC(2026, 10, 2, 12));

/** A clock that stands still until `pass` is called. */
export type TestClock = { now: () => Instant; pass: (time: Duration) => Instant };

export function aClock(from: Instant = noon): TestClock {
  let at = from;
  return {
    now: () => at,
    pass: time => (at = after(at, time)),
  };
}

/** The secret under which a household's first links are sealed. */
export const anchor = new TextEncoder().encode('an anchor key of thirty-two byte');
/** The key that messages are sealed with. */
export const sealKey = sealKeyFrom(anchor);
/** The anchor key of another household. */
export const otherAnchor = new TextEncoder().encode('another anchor key of 32 bytes..');

export const aHouseholdId = (name = 'household-1'): HouseholdId => name as HouseholdId;
export const aMessageId = (name = '01JMESSAGE'): MessageId => name as MessageId;
export const aRoomId = (name = 'room-kitchen'): RoomId => name as RoomId;

/** A phone with a real P-256 key, as after pairing. */
export type TestPhone = {
  id: PhoneId;
  name: string;
  jwk: PublicKey;
  key: CryptoKey;
  /** Signs a statement as the phone app does. */
  sign: (statement: Statement) => Promise<string>;
  /** Makes a proof for one request. Its `jti` is unique by default. */
  prove: (request: SentRequest, at: Instant, jti?: string) => Promise<string>;
};

let proofs = 0;

export async function aPhone(name = 'Ben’s phone'): Promise<TestPhone> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const { x, y } = await exportJWK(publicKey);
  const jwk: PublicKey = { kty: 'EC', crv: 'P-256', x: x as string, y: y as string };
  const id = phoneIdOf(jwk);
  return {
    id,
    name,
    jwk,
    key: privateKey,
    sign: statement => signWithPhoneKey(statement, 'second-yes-statement', { phone: id, key: privateKey }),
    prove: (request, at, jti = `proof-number-${String((proofs += 1)).padStart(8, '0')}`) =>
      makeProof(request, { phone: id, key: privateKey, jwk }, { at, jti }),
  };
}

export function aContact(more: Partial<Contact> = {}): Contact {
  return {
    id: 'anna' as ContactId,
    name: 'Anna',
    nicknames: [],
    addresses: [{ channel: 'email', address: 'anna@example.org' }],
    ...more,
  };
}

/** The key of a recovery code. It signs as a phone does. */
export const theRecovery: Promise<TestPhone> = aPhone('The recovery code');

/** The first link as pairing makes it, sealed with the anchor key. */
export async function aFirstLink(
  phone: TestPhone,
  more: Partial<FirstLink> = {},
  seal: Uint8Array = anchor,
): Promise<string> {
  const firstLink: FirstLink = {
    type: 'create-household',
    household: aHouseholdId(),
    at: noon,
    phone: { key: phone.jwk, name: phone.name },
    recovery: (await theRecovery).jwk,
    ...more,
  };
  return sealWithAnchorKey(firstLink, 'second-yes-first-link', seal);
}

export const puts = (contact: Contact): TrustChange => ({ type: 'put-contact', contact });
export const admits = ({ jwk, name }: TestPhone): TrustChange => ({
  type: 'admit-phone',
  phone: { key: jwk, name },
});
export const names = ({ id }: TestPhone, name: string): TrustChange => ({
  type: 'rename-phone',
  phone: id,
  name,
});
export const revokes = ({ id }: TestPhone): TrustChange => ({ type: 'revoke-phone', phone: id });
export const recovers = ({ jwk, name }: TestPhone, next: TestPhone): TrustChange => ({
  type: 'recover',
  phone: { key: jwk, name },
  recovery: next.jwk,
});
export const sets = (settings: SettingsChange): TrustChange => ({ type: 'change-settings', settings });
export const removes = (contact: Contact): TrustChange => ({ type: 'remove-contact', contact: contact.id });

/** A link that follows `before`, signed by a phone. `more` overwrites fields, for example with wrong values. */
export function aLink(
  phone: TestPhone,
  before: readonly string[],
  said: TrustChange,
  more: Record<string, unknown> = {},
): Promise<string> {
  const payload = {
    household: aHouseholdId(),
    at: noon,
    prev: linkDigest(before.at(-1) as string),
    ...said,
    ...more,
  };
  return signWithPhoneKey(payload, 'second-yes-link', { phone: phone.id, key: phone.key });
}

/** A trust list whose first link is by this phone and which has one further link for each change in `says`. */
export async function aTrustList({
  phone,
  household = aHouseholdId(),
  recovery,
  says = [puts(aContact())],
  seal = anchor,
}: {
  phone: TestPhone;
  household?: HouseholdId;
  /** What its recovery code stands for; {@link theRecovery} unless given. */
  recovery?: TestPhone;
  says?: TrustChange[];
  seal?: Uint8Array;
}): Promise<TrustDocument> {
  const links = [await aFirstLink(phone, { household, ...(recovery && { recovery: recovery.jwk }) }, seal)];
  for (const said of says) links.push(await aLink(phone, links, said, { household }));
  return { kind: 'trust', household, id: 'trust', version: 0, links };
}

/** The head of a chain: the digest of its last link. */
export const headOfLinks = (links: readonly string[]) => linkDigest(links.at(-1) as string);

/** A turn with one piece of evidence. */
export function aStoryTurn(weight: number, logOdds: number): StoryTurn {
  return {
    at: noon,
    asked: 'nothing',
    heard: 'send',
    evidence: [{ name: 'opening', observed: 'one-shot', weight }],
    logOdds,
  };
}

/** A story of one turn with these log-odds. */
export const aStory = (weight = 1.5): Story => ({
  model: '1',
  language: languageOf('en-US'),
  prior: 0,
  turns: [aStoryTurn(weight, weight)],
});

/** Four seconds of dictated speech. */
export function aRecording(more: Partial<Recording> = {}): Recording {
  const audio = Uint8Array.from({ length: 2_000 }, (_, i) => (i * 31) % 256);
  return { audio, mediaType: 'audio/wav', duration: 4_000, transcript: 'Dinner is at seven.', ...more };
}

/** The reference to a recording in a message document. */
export function aReference(recording: Recording = aRecording()): RecordingReference {
  const { audio, mediaType, duration, transcript } = recording;
  return {
    digest: recordingDigest(recording),
    bytes: audio.length,
    mediaType,
    duration,
    ...(transcript !== undefined && { words: true }),
  };
}

const toHold = (more: Partial<ToHold> = {}): ToHold => ({
  household: aHouseholdId(),
  id: aMessageId(),
  room: aRoomId(),
  contact: aContact().id,
  story: aStory(),
  ...more,
});

/** The notifications of a household that has no phone with pushes: every one is over. */
export const noNotificationsLeft: NotificationRecord[] = (
  ['answered', 'reminder', 'trouble', 'waiting'] as const
).map(reason => ({
  reason,
  reached: [],
  attempts: 1,
}));

/** A message as the program seals it: call it on a message whose sealed part a test has made itself. */
export const sealed = <M extends Message>(message: M): M => seal(message, sealKey);

/** A dictated message that is not rendered to speech yet. */
export function aRenderingMessage(more: Partial<Rendering> = {}): Rendering {
  const words = aRecording().transcript as string;
  const dictation = { transcript: sha256(words), characters: words.length };
  return sealed({
    ...(hold(toHold(), { dictation }, { settings: defaultSettings, now: noon }) as Rendering),
    notifications: noNotificationsLeft,
    ...more,
  });
}

/** A message that was held at noon and waits for an answer. Nobody has listened to it. */
export function aHeldMessage(more: Partial<Held> = {}): Held {
  return sealed({
    ...(hold(toHold(), { recording: aReference() }, { settings: defaultSettings, now: noon }) as Held),
    notifications: noNotificationsLeft,
    ...more,
  });
}

/** A held message to which a phone began to listen at `at`. */
export function aHeardMessage(phone: PhoneId, nonce: string, more: Partial<Held> = {}, at = noon): Held {
  const message = aHeldMessage(more);
  return { ...message, listening: [{ phone, nonce, at, recording: message.recording.digest }] };
}

/** The release of this message under this trust list, to this contact. It is not signed. */
export function aRelease(
  message: Pick<Held, 'household' | 'id' | 'recording' | 'story' | 'contact' | 'sendBy'>,
  trust: Pick<TrustDocument, 'links'>,
  more: Partial<Release> = {},
  contact: Contact = aContact(),
): Release {
  return {
    type: 'release',
    household: message.household,
    message: message.id,
    recording: message.recording.digest,
    story: storyDigest(message.story),
    contact: contact.id,
    redirected: false,
    addresses: contact.addresses.map(addressDigest),
    friction: requiredFriction(message.story, defaultSettings),
    nonce: 'nonce-1',
    trustHead: headOfLinks(trust.links),
    sendBy: message.sendBy,
    ...more,
  };
}

/** The discard of this message. It is not signed. */
export function aDiscard(
  message: Pick<Held, 'household' | 'id'>,
  trust: Pick<TrustDocument, 'links'>,
  more: Partial<Discard> = {},
): Discard {
  return {
    type: 'discard',
    household: message.household,
    message: message.id,
    trustHead: headOfLinks(trust.links),
    notMe: false,
    ...more,
  };
}

const someLinks = { links: ['a link that is not looked at'] };

/**
 * A verified release as `decide` takes it. `jws` may be any text here, because `decide` verifies nothing. Two releases
 * with the same `jws` are the same answer.
 */
export function aVerifiedRelease(
  message: Pick<Held, 'household' | 'id' | 'recording' | 'story' | 'contact' | 'sendBy'>,
  more: { jws?: string; phone?: PhoneId; statement?: Partial<Release> } = {},
): VerifiedStatement<Release> {
  return {
    jws: more.jws ?? 'release-1',
    phone: more.phone ?? aPhoneId(),
    statement: aRelease(message, someLinks, more.statement),
  };
}

/** A verified discard as `decide` takes it. */
export function aVerifiedDiscard(
  message: Pick<Held, 'household' | 'id'>,
  more: { jws?: string; phone?: PhoneId; statement?: Partial<Discard> } = {},
): VerifiedStatement<Discard> {
  return {
    jws: more.jws ?? 'discard-1',
    phone: more.phone ?? aPhoneId(),
    statement: aDiscard(message, someLinks, more.statement),
  };
}

/** The id of a phone, for tests that need no key. */
export const aPhoneId = (name = 'phone-1'): PhoneId => name as PhoneId;

export function aClaim(more: Partial<Claim> = {}): Claim {
  return { id: 'claim-1', at: noon, leaseUntil: after(noon, seconds(120)), begun: true, ...more };
}

/** A typical outcome for each result of an attempt. */
const outcomes: { [R in AttemptResult]: AttemptOutcome<R> } = {
  taken: { code: 'taken', service: 'mail-server', reply: '250 ok' },
  refused: { code: 'refused', service: 'mail-server', reply: '550 no' },
  'not-taken': { code: 'try-later', service: 'mail-server', reply: '450 later' },
  unclear: { code: 'went-quiet', service: 'mail-server', how: 'timed-out' },
};

/** A delivery attempt with this result. */
export const anAttempt = (result: AttemptResult): Attempt =>
  ({ result, outcome: outcomes[result] }) as Attempt;

/** A message that was released at noon. Its signature is not a real one. */
export function aReleasedMessage(more: Partial<Released> = {}): Released {
  const held = aHeldMessage();
  return sealed({ ...held, state: 'released', answer: { ...aVerifiedRelease(held), at: noon }, ...more });
}

export const aSendingMessage = (more: Partial<Sending> = {}): Sending =>
  sealed({
    ...aReleasedMessage(),
    state: 'sending',
    claim: aClaim(),
    ...more,
  });

export const anUnknownMessage = (more: Partial<Unknown> = {}): Unknown =>
  sealed({
    ...aReleasedMessage(),
    state: 'unknown',
    claim: aClaim(),
    outcome: outcomes.unclear,
    endedAt: noon,
    ...more,
  });

export const aDeliveredMessage = (more: Partial<Delivered> = {}): Delivered =>
  sealed({
    ...aReleasedMessage(),
    state: 'delivered',
    outcome: outcomes.taken,
    endedAt: noon,
    ...more,
  });

export const aFailedMessage = (more: Partial<Failed> = {}): Failed =>
  sealed({
    ...aReleasedMessage(),
    state: 'failed',
    outcome: outcomes.refused,
    endedAt: noon,
    ...more,
  });

/** A message that was discarded on a phone. */
export function aDiscardedMessage(more: Partial<Discarded> = {}): Discarded {
  const held = aHeldMessage();
  return sealed({
    ...held,
    state: 'discarded',
    answer: { ...aVerifiedDiscard(held), at: noon },
    endedAt: noon,
    ...more,
  });
}

export const anExpiredMessage = (more: Partial<Expired> = {}): Expired =>
  sealed({
    ...aHeldMessage(),
    state: 'expired',
    endedAt: aHeldMessage().holdUntil,
    ...more,
  });
