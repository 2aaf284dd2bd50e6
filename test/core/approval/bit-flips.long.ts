import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { aRecording } from '../../support/builders/builders.ts';
import {
  apiTakes,
  aSignedRelease,
  contentPlaces,
  courierSends,
  everyBitUpTo,
  letThrough,
  passkeyPlaces,
  type Place,
  referencePlaces,
  signedPlaces,
  type SignedRelease,
  spelledSignature,
  storedContentPlaces,
  storedPlaces,
  storyPlace,
  withLink,
} from '../../support/attacks/bit-flips.ts';
import { unusualSpellings } from '../../support/attacks/jws-spellings.ts';

/** Every single bit of a place, and 100,000 at random of one that has more. */
const LIMIT = 100_000;
const MINUTES = 60_000;
/** Longer than the limit in bits, so that the recording is drawn from. */
const audio = Uint8Array.from({ length: 16_000 }, (_, i) => (i * 31) % 251);
const recording = aRecording({ audio });

let release: SignedRelease;

beforeAll(async () => {
  release = await aSignedRelease(recording);
});

async function tryAll(
  places: Record<string, Place>,
  passes: (changed: SignedRelease) => Promise<boolean>,
): Promise<void> {
  for (const [name, place] of Object.entries(places)) {
    const { tried, through } = await letThrough(place, everyBitUpTo(LIMIT), passes);
    expect([name, tried]).toEqual([name, Math.min(LIMIT, place.bytes.length * 8)]);
    expect([name, through]).toEqual([name, []]);
  }
}

describe('A release of which any one bit was changed', () => {
  test(
    'is not sent by the courier',
    async () => {
      const sends = async (changed: SignedRelease) => (await courierSends(changed)) !== undefined;
      expect(await sends(release)).toBe(true);
      await tryAll({ ...signedPlaces(release), ...passkeyPlaces(release) }, sends);
      await tryAll(contentPlaces(release, recording), sends);
    },
    30 * MINUTES,
  );

  test(
    'is not sent by the courier: the content as it is stored',
    async () => {
      const short = await aSignedRelease(aRecording());
      const sends = async (changed: SignedRelease) => (await courierSends(changed)) !== undefined;
      expect(await sends(short)).toBe(true);
      await tryAll(storedContentPlaces(short, aRecording()), sends);
    },
    15 * MINUTES,
  );

  test(
    'is not taken by the API',
    async () => {
      const takes = async (changed: SignedRelease) => (await apiTakes(changed)) !== undefined;
      expect(await takes(release)).toBe(true);
      await tryAll(
        { ...signedPlaces(release), ...passkeyPlaces(release), ...referencePlaces(release) },
        takes,
      );
    },
    15 * MINUTES,
  );

  test(
    'is neither sent nor taken: the story that the phone showed',
    async () => {
      const passes = async (changed: SignedRelease) =>
        (await courierSends(changed).catch(() => undefined)) !== undefined ||
        (await apiTakes(changed).catch(() => undefined)) !== undefined;
      expect(await passes(release)).toBe(true);
      await tryAll({ 'the story': storyPlace(release) }, passes);
    },
    10 * MINUTES,
  );

  test(
    'in a stored document sends nothing but what was signed, to whom it was signed',
    async () => {
      const signed = await courierSends(release);
      expect(signed).toBeDefined();
      const places = { ...storedPlaces(release), 'a signature’s spelling': spelledSignature(release) };
      await tryAll(places, async changed => {
        const sent = await courierSends(changed).catch(() => undefined);
        return sent !== undefined && !isDeepStrictEqual(sent, signed);
      });
    },
    15 * MINUTES,
  );
});

test(
  'A link in another spelling is refused by the courier and by the API, whichever link and however spelled',
  async () => {
    for (const [at, link] of release.trusted.links.entries())
      for (const [name, spelled] of unusualSpellings(link)) {
        const changed = withLink(release, at, spelled);
        const passed = [await courierSends(changed), await apiTakes(changed)];
        expect([at, name, ...passed]).toEqual([at, name, undefined, undefined]);
      }
  },
  5 * MINUTES,
);
