import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { linkDigest, replayTrustList, type TrustList } from '../../../core/approval/trust-list.ts';
import { answerMessage } from '../../../services/companion/answer-message.ts';
import type { Released } from '../../../core/message/message.ts';
import { aHouse, moving, releasing, storedMessage, trustOf } from '../../support/builders/a-household.ts';
import { anchor, aRecording } from '../../support/builders/builders.ts';
import {
  apiTakes,
  type Choice,
  aSignedRelease,
  contentPlaces,
  courierSends,
  letThrough,
  oneIn,
  passkeyPlaces,
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
import { twinOf, unusualSpellings } from '../../support/attacks/jws-spellings.ts';

/**
 * The short form: one bit in three of what is short, one in a few hundred of the rest, and each unusual spelling in one
 * link of three. The long form, bit-flips.long.ts (`npm run test:long`), tries every bit, and every spelling in every link.
 */
const SHORT = 300;
const stepOf = (bits: number): number => (bits <= SHORT ? 3 : 419);
const choice: Choice = bits => oneIn(stepOf(bits))(bits);

// Thousands of signatures are verified here: seconds alone, minutes beside other work.
jest.setTimeout(180_000);

let release: SignedRelease;

beforeAll(async () => {
  release = await aSignedRelease(aRecording());
});

const sends = async (changed: SignedRelease) => (await courierSends(changed)) !== undefined;
const takes = async (changed: SignedRelease) => (await apiTakes(changed)) !== undefined;

/** The place is a real one: with its own bytes the release passes, and with a changed bit it never does. */
async function holds(place: Place, passes: (changed: SignedRelease) => Promise<boolean>): Promise<void> {
  expect(await passes(await place.with(place.bytes))).toBe(true);
  const { tried, through } = await letThrough(place, choice, passes);
  const bits = place.bytes.length * 8;
  expect(tried).toBe(Math.ceil(bits / stepOf(bits)));
  expect(through).toEqual([]);
}

describe('A release of which one bit was changed', () => {
  test('is not sent by the courier: what was signed, and what vouches for it', async () => {
    for (const place of Object.values(signedPlaces(release))) await holds(place, sends);
  });

  test('is not sent by the courier: the content itself', async () => {
    for (const place of Object.values(contentPlaces(release, aRecording()))) await holds(place, sends);
  });

  test('is not sent by the courier: the content as it is stored', async () => {
    const places = Object.values(storedContentPlaces(release, aRecording()));
    expect(places.map(({ bytes }) => bytes.length)).toEqual([8, 20, 8, 2_000, 8, 9, 8, 4, 8, 30]);
    expect(await sends({ ...release, recording: undefined })).toBe(false);
    const sendsIfRead = async (changed: SignedRelease) => changed.recording !== undefined && sends(changed);
    for (const place of places) await holds(place, sendsIfRead);
  });

  test('is not taken by the API: what was signed, and what vouches for it', async () => {
    for (const place of Object.values(signedPlaces(release))) await holds(place, takes);
  });

  test('is neither sent nor taken: what the passkey signed', async () => {
    for (const place of Object.values(passkeyPlaces(release))) {
      await holds(place, sends);
      await holds(place, takes);
    }
  });

  test('sends nothing but what was signed: the spelling of the passkey’s signature', async () => {
    const signed = await courierSends(release);
    const { tried, through } = await letThrough(spelledSignature(release), oneIn(3), async changed => {
      const sent = await courierSends(changed);
      return sent !== undefined && !isDeepStrictEqual(sent, signed);
    });
    expect(tried).toBeGreaterThan(150);
    expect(through).toEqual([]);
  });

  test('is not taken by the API: what it answers to', async () => {
    for (const place of Object.values(referencePlaces(release))) await holds(place, takes);
  });

  test('is neither sent nor taken: the story that the phone showed', async () => {
    // A story of which a part is missing may also end the work.
    const either = async (changed: SignedRelease) =>
      (await sends(changed).catch(() => false)) || (await takes(changed).catch(() => false));
    await holds(storyPlace(release), either);
  });

  test('in a stored document sends nothing but what was signed, to whom it was signed', async () => {
    const signed = await courierSends(release);
    expect(signed).toBeDefined();
    const otherwise = async (changed: SignedRelease) => {
      // A document that no program wrote may also end the work.
      const sent = await courierSends(changed).catch(() => undefined);
      return sent !== undefined && !isDeepStrictEqual(sent, signed);
    };
    for (const place of Object.values(storedPlaces(release))) {
      const { tried, through } = await letThrough(place, oneIn(211), otherwise);
      expect(tried).toBeGreaterThan(100);
      expect(through).toEqual([]);
    }
  });
});

describe('The stored copy of a statement', () => {
  test('is never believed: what it says beside the JWS changes nothing', async () => {
    const { message } = release;
    const statement = { ...message.answer.statement, contact: 'tom' as never, addresses: [] };
    const changed = { ...release, message: { ...message, answer: { ...message.answer, statement } } };
    expect(await courierSends(changed)).toEqual(await courierSends(release));
  });
});

describe('The same signed words in another spelling', () => {
  test('are refused by the courier and by the API', async () => {
    const { jws } = release;
    expect([await sends(release), await takes(release)]).toEqual([true, true]);
    for (const [name, spelled] of unusualSpellings(jws)) {
      expect([name, spelled === jws]).toEqual([name, false]);
      const changed = withJws(release, spelled);
      expect([name, await sends(changed), await takes(changed)]).toEqual([name, false, false]);
    }
  });

  test('are refused in the links, too', async () => {
    for (const [at, link] of release.trusted.links.entries()) {
      for (const [nth, [name, spelled]] of unusualSpellings(link).entries()) {
        if ((nth + at) % 3 !== 0) continue;
        const changed = withLink(release, at, spelled);
        expect([at, name, await sends(changed), await takes(changed)]).toEqual([at, name, false, false]);
      }
    }
  });
});

/** Of every ECDSA signature (r, s) anybody can compute a second one, (r, n − s), for the same words. */
describe('The twin of a signature', () => {
  test('sends what the phone signed, to whom it signed it, and nothing else', async () => {
    const alone = await aSignedRelease(aRecording(), 'never');
    const twin = twinOf(alone.jws);
    expect(twin).not.toBe(alone.jws);
    const sent = await courierSends(alone);
    expect(sent).toBeDefined();
    expect(await courierSends(withJws(alone, twin))).toEqual(sent);
  });

  test('does not go with the word of a passkey on the first', async () => {
    const changed = withJws(release, twinOf(release.jws));
    expect([await sends(changed), await takes(changed)]).toEqual([false, false]);
  });

  test('gives no second answer: not after the first, and not once that was taken back', async () => {
    const house = await aHouse();
    const held = await releasing(house);
    const { documents, household, phone, clock } = house;
    const trusted = await trustOf(house);
    const trust = (await replayTrustList(trusted.links, household, { anchor })) as TrustList;
    const { answer } = (await storedMessage(house, held)) as Released;
    const answers = () =>
      answerMessage(documents, household, held.id, { jws: twinOf(answer.jws) }, trust, clock.now());
    expect(await answers()).toEqual({ refused: 'already-answered', by: phone.id });
    await moving(house, held, { do: 'undo', phone: phone.id });
    expect(await answers()).toEqual({ refused: 'not-listened' });
  });

  test('of a link breaks the trust list behind it, or moves its head: no release fits any more', async () => {
    const { links } = release.trusted;
    const [first = '', last = ''] = [links[1], links.at(-1)];
    expect(linkDigest(twinOf(last))).not.toBe(linkDigest(last));
    for (const changed of [
      withLink(release, 1, twinOf(first)),
      withLink(release, links.length - 1, twinOf(last)),
    ])
      expect([await sends(changed), await takes(changed)]).toEqual([false, false]);
  });
});
