import { beforeAll, describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { base64url } from 'jose';
import { linkDigest } from '../../lambda/approval/trust-list.ts';
import { aRecording } from '../support/builders.ts';
import {
  apiTakes,
  aSignedRelease,
  contentPlaces,
  courierSends,
  letThrough,
  oneIn,
  type Place,
  referencePlaces,
  signedPlaces,
  type SignedRelease,
  storedPlaces,
  withJws,
  withLink,
} from '../support/bit-flips.ts';
import { twinOf, unusualSpellings } from '../support/jws-spellings.ts';

/** The short form: one bit in a few. `npm run test:long` tries every one. */
const choice = oneIn(23);

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
  expect(tried).toBe(Math.ceil((place.bytes.length * 8) / 23));
  expect(through).toEqual([]);
}

describe('A release of which one bit was changed', () => {
  test('is not sent by the courier: what was signed, and what vouches for it', async () => {
    for (const place of Object.values(signedPlaces(release))) await holds(place, sends);
  });

  test('is not sent by the courier: the content itself', async () => {
    for (const place of Object.values(contentPlaces(release))) await holds(place, sends);
  });

  test('is not taken by the API: what was signed, and what vouches for it', async () => {
    for (const place of Object.values(signedPlaces(release))) await holds(place, takes);
  });

  test('is not taken by the API: what it answers to', async () => {
    for (const place of Object.values(referencePlaces(release))) await holds(place, takes);
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
      const { tried, through } = await letThrough(place, choice, otherwise);
      expect(tried).toBeGreaterThan(300);
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

  test('are refused in every link', async () => {
    for (const [at, link] of release.trusted.links.entries()) {
      for (const [name, spelled] of unusualSpellings(link)) {
        const changed = withLink(release, at, spelled);
        expect([at, name, await sends(changed), await takes(changed)]).toEqual([at, name, false, false]);
      }
    }
  });
});

/** Of every ECDSA signature (r, s) anybody can compute a second one, (r, n − s), for the same words. */
describe('The twin of a signature', () => {
  test('sends what the phone signed, to whom it signed it, and nothing else', async () => {
    const twin = twinOf(release.jws);
    expect(twin).not.toBe(release.jws);
    expect(await courierSends(withJws(release, twin))).toEqual(await courierSends(release));
  });

  test('gives no second answer: who released stays who released', async () => {
    const { message, jws } = release;
    const taken = await apiTakes(withJws(release, twinOf(jws)));
    expect(taken?.answered).toMatchObject({ message: { state: 'released', answer: { phone: message.answer.phone } } });
  });

  test('of a link breaks the trust list behind it, or moves its head: no release fits any more', async () => {
    const [, first = '', last = ''] = release.trusted.links;
    expect(linkDigest(twinOf(last))).not.toBe(linkDigest(last));
    for (const changed of [withLink(release, 1, twinOf(first)), withLink(release, 2, twinOf(last))])
      expect([await sends(changed), await takes(changed)]).toEqual([false, false]);
  });

  test('is told from a forgery by the same check as the signature itself', async () => {
    const [header = '', payload = '', signature = ''] = twinOf(release.jws).split('.');
    const bytes = base64url.decode(signature);
    const last = bytes.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    const forged = withJws(release, [header, payload, base64url.encode(bytes)].join('.'));
    expect([await sends(forged), await takes(forged)]).toEqual([false, false]);
  });
});
