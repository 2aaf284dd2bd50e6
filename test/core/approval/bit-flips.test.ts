import { beforeAll, expect, jest, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { linkDigest, replayTrustList, type TrustList } from '../../../core/approval/trust-list.ts';
import { answerMessage } from '../../../services/companion/answer-message.ts';
import type { Released } from '../../../core/message/message.ts';
import { aHousehold, moving, releasing, storedMessage, trustOf } from '../../support/builders/a-household.ts';
import { anchor, aRecording, sealKey } from '../../support/builders/builders.ts';
import {
  apiTakes,
  type Choice,
  aSignedRelease,
  contentPlaces,
  courierSends,
  everyBitUpTo,
  letThrough,
  oneIn,
  assertionPlaces,
  type Place,
  referencePlaces,
  signedPlaces,
  type SignedRelease,
  spelledSignature,
  storedContentPlaces,
  storedPlaces,
  storyPlace,
  withJws,
  withLink,
} from '../../support/attacks/bit-flips.ts';
import { howFar, TIMEOUT } from '../../support/how-far.ts';
import { twinOf, unusualSpellings } from '../../support/attacks/jws-spellings.ts';

/**
 * The long form tries every bit of a place, or 100,000 at random of one that has more. The short form tries one bit in
 * three of what is short, and one in a few hundred of the rest.
 */
const LIMIT = 100_000;
const SHORT_PLACE = 300;
const stepOf = (bits: number): number => (bits <= SHORT_PLACE ? 3 : 419);
const triedOf = (bits: number): number =>
  howFar({ short: Math.ceil(bits / stepOf(bits)), long: Math.min(LIMIT, bits) });
const choice: Choice = bits => howFar({ short: oneIn(stepOf(bits)), long: everyBitUpTo(LIMIT) })(bits);

/** In the long form it has more bits than are tried. */
const recording = howFar({
  short: aRecording(),
  long: aRecording({ audio: Uint8Array.from({ length: 16_000 }, (_, i) => (i * 31) % 251) }),
});

// Thousands of signatures are verified here.
jest.setTimeout(TIMEOUT);

let release: SignedRelease;

beforeAll(async () => {
  release = await aSignedRelease(recording);
});

const sends = async (changed: SignedRelease) => (await courierSends(changed)) !== undefined;
const takes = async (changed: SignedRelease) => (await apiTakes(changed)) !== undefined;

/** The release passes with the unchanged bytes of the place, and never with a changed bit. */
async function holds(place: Place, passes: (changed: SignedRelease) => Promise<boolean>): Promise<void> {
  expect(await passes(await place.with(place.bytes))).toBe(true);
  const { tried, through } = await letThrough(place, choice, passes);
  expect(tried).toBe(triedOf(place.bytes.length * 8));
  expect(through).toEqual([]);
}

test('a release with one changed bit in a signature or a link is not sent by the courier', async () => {
  for (const place of Object.values(signedPlaces(release))) await holds(place, sends);
});

test('a release whose recording has one changed bit is not sent by the courier', async () => {
  for (const place of Object.values(contentPlaces(release, recording))) await holds(place, sends);
});

test('a release whose stored recording has one changed bit is not sent by the courier', async () => {
  const places = Object.values(storedContentPlaces(release, recording));
  const { length } = recording.audio;
  expect(places.map(({ bytes }) => bytes.length)).toEqual([8, 22, 8, length, 8, 9, 8, 4, 8, 30]);
  expect(await sends({ ...release, recording: undefined })).toBe(false);
  const sendsIfRead = async (changed: SignedRelease) => changed.recording !== undefined && sends(changed);
  for (const place of places) await holds(place, sendsIfRead);
});

test('a release with one changed bit in a signature or a link is not taken by the API', async () => {
  for (const place of Object.values(signedPlaces(release))) await holds(place, takes);
});

test('a release with one changed bit in its passkey assertion is neither taken nor sent', async () => {
  for (const place of Object.values(assertionPlaces(release))) {
    await holds(place, sends);
    await holds(place, takes);
  }
});

test('a passkey signature in another spelling sends nothing but what was signed', async () => {
  const signed = await courierSends(release);
  const { tried, through } = await letThrough(
    spelledSignature(release),
    howFar({ short: oneIn(3), long: oneIn(1) }),
    async changed => {
      const sent = await courierSends(changed);
      return sent !== undefined && !isDeepStrictEqual(sent, signed);
    },
  );
  expect(tried).toBeGreaterThan(150);
  expect(through).toEqual([]);
});

test('a release of a message with one changed bit is not taken by the API', async () => {
  for (const place of Object.values(referencePlaces(release))) await holds(place, takes);
});

test('a release whose story has one changed bit is neither taken nor sent', async () => {
  // A story with a missing part may also throw.
  const either = async (changed: SignedRelease) =>
    (await sends(changed).catch(() => false)) || (await takes(changed).catch(() => false));
  await holds(storyPlace(release), either);
});

test('one changed bit in a stored document sends nothing but what was signed, and to nobody else', async () => {
  const signed = await courierSends(release);
  expect(signed).toBeDefined();
  const otherwise = async (changed: SignedRelease) => {
    // A document that no program wrote may also throw.
    const sent = await courierSends(changed).catch(() => undefined);
    return sent !== undefined && !isDeepStrictEqual(sent, signed);
  };
  for (const place of Object.values(storedPlaces(release))) {
    const { tried, through } = await letThrough(
      place,
      howFar({ short: oneIn(211), long: everyBitUpTo(LIMIT) }),
      otherwise,
    );
    expect(tried).toBeGreaterThan(100);
    expect(through).toEqual([]);
  }
});

test('a stored statement that says something else than its JWS changes nothing', async () => {
  const { message } = release;
  const statement = { ...message.answer.statement, contact: 'tom' as never, addresses: [] };
  const changed = { ...release, message: { ...message, answer: { ...message.answer, statement } } };
  expect(await courierSends(changed)).toEqual(await courierSends(release));
});

test('a signed statement in another spelling is refused by the courier and by the API', async () => {
  const { jws } = release;
  expect([await sends(release), await takes(release)]).toEqual([true, true]);
  for (const [name, spelled] of unusualSpellings(jws)) {
    expect([name, spelled === jws]).toEqual([name, false]);
    const changed = withJws(release, spelled);
    expect([name, await sends(changed), await takes(changed)]).toEqual([name, false, false]);
  }
});

test('a link in another spelling is refused by the courier and by the API', async () => {
  for (const [at, link] of release.trusted.links.entries()) {
    for (const [nth, [name, spelled]] of unusualSpellings(link).entries()) {
      if (howFar({ short: (nth + at) % 3 !== 0, long: false })) continue;
      const changed = withLink(release, at, spelled);
      expect([at, name, await sends(changed), await takes(changed)]).toEqual([at, name, false, false]);
    }
  }
});

// The twin of an ECDSA signature (r, s) is (r, n − s): anybody can compute it, and it is valid for the same words.
test('the twin of a release’s signature sends what the phone signed, and to nobody else', async () => {
  const alone = await aSignedRelease(aRecording(), 'never');
  const twin = twinOf(alone.jws);
  expect(twin).not.toBe(alone.jws);
  const sent = await courierSends(alone);
  expect(sent).toBeDefined();
  expect(await courierSends(withJws(alone, twin))).toEqual(sent);
});

test('a passkey assertion for a signature does not count for the twin of that signature', async () => {
  const changed = withJws(release, twinOf(release.jws));
  expect([await sends(changed), await takes(changed)]).toEqual([false, false]);
});

test('the twin of a signature gives no second answer, neither after the first nor after an undo', async () => {
  const home = await aHousehold();
  const held = await releasing(home);
  const { documents, household, phone, clock } = home;
  const trusted = await trustOf(home);
  const trust = (await replayTrustList(trusted.links, household, { anchor })) as TrustList;
  const { answer } = (await storedMessage(home, held)) as Released;
  const answers = () =>
    answerMessage(
      { documents, trust, sealKey, now: clock.now() },
      { household, message: held.id },
      { jws: twinOf(answer.jws) },
    );
  expect(await answers()).toEqual({ refused: 'already-answered', by: phone.id });
  await moving(home, held, { do: 'undo', phone: phone.id });
  expect(await answers()).toEqual({ refused: 'not-listened' });
});

test('the twin of a link’s signature breaks the trust list or moves its head, so that no release fits', async () => {
  const { links } = release.trusted;
  const [first = '', last = ''] = [links[1], links.at(-1)];
  expect(linkDigest(twinOf(last))).not.toBe(linkDigest(last));
  for (const changed of [
    withLink(release, 1, twinOf(first)),
    withLink(release, links.length - 1, twinOf(last)),
  ])
    expect([await sends(changed), await takes(changed)]).toEqual([false, false]);
});
