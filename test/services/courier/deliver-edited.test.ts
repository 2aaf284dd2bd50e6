import { describe, expect, test } from '@jest/globals';
import { signWithPhoneKey } from '../../../core/approval/jws.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import type { MessageId } from '../../../core/household/ids.ts';
import { after, hours } from '../../../core/household/instant.ts';
import { type Sha256, sha256 } from '../../../core/household/bytes/sha256.ts';
import { without } from '../../../core/household/without.ts';
import type { Held, Message } from '../../../core/message/message.ts';
import {
  type Recording,
  decodeRecording,
  encodeRecording,
} from '../../../core/message/recording/recording.ts';
import { keepRecording } from '../../../services/storage/stored-recording.ts';
import {
  type TestHousehold,
  dictating,
  aHousehold,
  holding,
  releaseBy,
  releasing,
  storedMessage,
  trustOf,
} from '../../support/builders/a-household.ts';
import {
  aContact,
  aFirstLink,
  aLink,
  aPhone,
  aRecording,
  aRelease,
  aStory,
  aTrustList,
  noon,
  otherAnchor,
  puts,
} from '../../support/builders/builders.ts';
import { aChannel, aCourier, keyOf, mallorys, tamperMessage } from '../../support/builders/a-courier.ts';

/** One edit of what is stored, each by somebody who knows everything but the phone's key and the anchor key. */
type Edit = [string, (home: TestHousehold, message: Held) => void | Promise<void>, string];

const tamperReference = (home: TestHousehold, message: Held, more: object) =>
  tamperMessage(home, message, one => ({ ...one, recording: { ...message.recording, ...more } }));
/** What is stored as the recording becomes something else under the same key. */
const bytesInTheStore =
  (change: (bytes: Uint8Array) => Uint8Array): Edit[1] =>
  (home, message) =>
    home.recordings.tamper(keyOf(message), message.recording.digest, change);
/** The same, by somebody who knows how it is written. */
const inTheStore = (change: (recording: Recording) => Recording): Edit[1] =>
  bytesInTheStore(bytes => encodeRecording(change(decodeRecording(bytes) as Recording)));
const tamperTrust = (home: TestHousehold, change: (links: string[]) => string[]) =>
  home.documents.tamper(home.household, 'trust', 'trust', one => ({ ...one, links: change(one.links) }));

/** The last link with another address in it, under the old signature. */
function swappedAddress(links: string[]): string[] {
  const [header, payload, signature] = (links.at(-1) as string).split('.') as [string, string, string];
  const said = Buffer.from(payload, 'base64url').toString().replace('anna@', 'mallory@');
  return [...links.slice(0, -1), [header, Buffer.from(said).toString('base64url'), signature].join('.')];
}

async function linkOfMallory(links: string[]): Promise<string[]> {
  return [...links, await aLink(await aPhone('Mallory’s'), links, puts(mallorys))];
}

async function answerOf(home: TestHousehold, message: Held, jws: string) {
  const statement = aRelease(message, await trustOf(home));
  tamperMessage(home, message, one => ({
    ...one,
    state: 'released',
    answer: { jws, phone: home.phone.id, statement, at: noon },
  }));
}

describe('of a message that nobody released, nothing is sent by editing the database:', () => {
  const edits: Edit[] = [
    [
      'the state set to released, without an answer',
      (home, message) => tamperMessage(home, message, one => ({ ...one, state: 'released' })),
      'unknown-phone',
    ],
    [
      'the state set to released, with an answer that nobody signed',
      async (home, message) => answerOf(home, message, 'not.a.signature'),
      'unknown-phone',
    ],
    [
      'an answer signed by a phone that is not paired',
      async (home, message) => {
        const mallory = await aPhone('Mallory’s');
        await answerOf(home, message, await mallory.sign(aRelease(message, await trustOf(home))));
      },
      'unknown-phone',
    ],
    [
      'an answer that a foreign phone signed in the name of the paired one',
      async (home, message) => {
        const mallory = { ...(await aPhone('Mallory’s')), id: home.phone.id };
        const statement = aRelease(message, await trustOf(home));
        const jws = await signWithPhoneKey(statement, 'second-yes-statement', {
          phone: mallory.id,
          key: mallory.key,
        });
        await answerOf(home, message, jws);
      },
      'not-signed',
    ],
    [
      'the answer of another message',
      async (home, message) => {
        const other = { ...message, id: '01JOTHER' as MessageId };
        await answerOf(home, message, await releaseBy(home, other));
      },
      'other-message',
    ],
    [
      'a discard put in the place of a release',
      async (home, message) => {
        const { links } = await trustOf(home);
        const discard = {
          type: 'discard' as const,
          household: message.household,
          message: message.id,
          trustHead: aRelease(message, { links }).trustHead,
          notMe: false,
        };
        await answerOf(home, message, await home.phone.sign(discard));
      },
      'not-a-release',
    ],
    [
      'a whole trust list of another phone, sealed with another anchor key, and its release',
      async (home, message) => {
        const mallory = await aPhone('Mallory’s');
        const forged = await aTrustList({ phone: mallory, says: [puts(mallorys)], seal: otherAnchor });
        tamperTrust(home, () => forged.links);
        await answerOf(home, message, await mallory.sign(aRelease(message, forged, {}, mallorys)));
      },
      'trust-list-broken',
    ],
    [
      'the address swapped before, and a release of the paired phone to it',
      async (home, message) => {
        tamperTrust(home, swappedAddress);
        await answerOf(home, message, await releaseBy(home, message, {}, mallorys));
      },
      'trust-list-broken',
    ],
    [
      'a phone inserted at the end of the trust list, and its release',
      async (home, message) => {
        const mallory = await aPhone('Mallory’s');
        const { links } = await trustOf(home);
        const admitted = [...links, await aFirstLink(mallory, {}, otherAnchor)];
        tamperTrust(home, () => admitted);
        await answerOf(home, message, await mallory.sign(aRelease(message, { links: admitted })));
      },
      'trust-list-broken',
    ],
  ];

  test.each(edits)(
    'an unreleased message is not sent after an edit of the database: %s',
    async (_, edit, code) => {
      const home = await aHousehold();
      const message = await holding(home);
      await edit(home, message);
      const { channel, deliveries } = aChannel('taken');
      await aCourier(home, { channel }).visit(message);
      expect(deliveries).toEqual([]);
      expect(await storedMessage(home, message)).toMatchObject({ state: 'failed', outcome: { code } });
    },
  );
});

describe('of a message that was released, nothing is sent after an edit of the database:', () => {
  const edits: Edit[] = [
    ['the address swapped in its link', home => tamperTrust(home, swappedAddress), 'trust-list-broken'],
    [
      'the address changed by a link of a foreign phone',
      async home => {
        const links = await linkOfMallory((await trustOf(home)).links);
        tamperTrust(home, () => links);
      },
      'trust-list-broken',
    ],
    [
      'the phone’s key swapped in the first link',
      async home => {
        const mallory = await aPhone('Mallory’s');
        const first = await aFirstLink(mallory, {}, otherAnchor);
        tamperTrust(home, links => [first, ...links.slice(1)]);
      },
      'trust-list-broken',
    ],
    ['the contact’s link dropped', home => tamperTrust(home, links => links.slice(0, 1)), 'other-trust-list'],
    ['the trust list taken away', home => tamperTrust(home, () => []), 'trust-list-broken'],
    [
      'the audio changed in the recording store',
      inTheStore(({ audio, ...rest }) => ({ ...rest, audio: audio.slice().fill(7, 0, 1) })),
      'recording-changed',
    ],
    [
      'the words changed in the recording store',
      inTheStore(recording => ({ ...recording, transcript: 'Dinner is at eight.' })),
      'recording-changed',
    ],
    [
      'the words taken away in the recording store',
      inTheStore(recording => without(recording, 'transcript')),
      'recording-changed',
    ],
    [
      'the media type changed in the recording store',
      inTheStore(recording => ({ ...recording, mediaType: 'audio/mpeg' })),
      'recording-changed',
    ],
    [
      'the duration changed in the recording store, and in the reference',
      async (home, message) => {
        await inTheStore(recording => ({ ...recording, duration: 1 }))(home, message);
        tamperReference(home, message, { duration: 1 });
      },
      'recording-changed',
    ],
    ['the recording cut in the store', bytesInTheStore(bytes => bytes.subarray(0, -1)), 'recording-changed'],
    [
      'something put behind the recording in the store',
      bytesInTheStore(bytes => Uint8Array.from([...bytes, 0])),
      'recording-changed',
    ],
    ['the content taken away', (home, message) => home.recordings.erase(keyOf(message)), 'recording-changed'],
    [
      'other audio and a reference that fits it',
      async (home, message) => {
        const other = aRecording({ audio: new TextEncoder().encode('something else') });
        const recording = await keepRecording(home.recordings, keyOf(message), other);
        tamperMessage(home, message, one => ({ ...one, recording }));
      },
      'recording-changed',
    ],
    [
      'the duration in the reference',
      (home, message) => tamperReference(home, message, { duration: 1 }),
      'recording-changed',
    ],
    [
      'the media type in the reference',
      (home, message) => tamperReference(home, message, { mediaType: 'audio/mpeg' }),
      'recording-changed',
    ],
    [
      'the words denied in the reference',
      (home, message) => tamperReference(home, message, { words: undefined }),
      'recording-changed',
    ],
    [
      'the evidence of the story raised',
      (home, message) => tamperMessage(home, message, one => ({ ...one, story: aStory(3) })),
      'story-changed',
    ],
    [
      'sendBy and the clock of the document put off, past what was signed',
      (home, message) => {
        tamperMessage(home, message, one => ({ ...one, sendBy: after(one.sendBy, hours(99)) }));
        home.clock.pass(hours(24));
      },
      'send-by-passed',
    ],
    ...(
      [
        ['contact', 'mallory'],
        ['room', 'the-attic'],
        ['heldAt', noon - 1],
        ['holdUntil', noon + 1],
        ['sendBy', noon + 99 * 3_600_000],
        ['retention', 1],
        ['seal', 'A'.repeat(43)],
      ] as const
    ).map(([name, value]): Edit => [
      `another ${name} in the document`,
      (home, message) => tamperMessage(home, message, one => ({ ...one, [name]: value })),
      'seal-broken',
    ]),
    [
      'the dictation of the document added',
      (home, message) =>
        tamperMessage(home, message, one => ({ ...one, dictation: { transcript: sha256('words') } })),
      'seal-broken',
    ],
    [
      'the seal taken away',
      (home, message) => tamperMessage(home, message, one => without(one, 'seal')),
      'not-sealed',
    ],
    [
      'the seal emptied',
      (home, message) => tamperMessage(home, message, one => ({ ...one, seal: null })),
      'not-sealed',
    ],
  ];

  test.each(edits)(
    'a released message is not sent after an edit of the database: %s',
    async (_, edit, code) => {
      const home = await aHousehold();
      const message = await releasing(home);
      await edit(home, message);
      const { channel, deliveries } = aChannel('taken');
      await aCourier(home, { channel }).visit(message);
      expect(deliveries).toEqual([]);
      const stored = await storedMessage(home, message);
      expect(stored).toMatchObject({ state: 'failed', outcome: { code } });
      expect(stored.history.at(-1)).toMatchObject({ event: 'failed' });
    },
  );

  test('a released message is not sent without a trust list', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const documents = {
      ...home.documents,
      get: ((household, kind, id) =>
        kind === 'trust'
          ? Promise.resolve(undefined)
          : home.documents.get(household, kind, id)) as Documents['get'],
    };
    await aCourier(home, { documents, channel }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({ outcome: { code: 'trust-list-broken' } });
  });

  test("an edit of the answer's parsed fields changes nothing, because only the signed statement counts", async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    tamperMessage(home, message, one => ({
      ...one,
      answer: {
        ...(one as Extract<Message, { state: 'released' }>).answer,
        phone: 'mallory',
        statement: { type: 'release', contact: 'mallory', addresses: [] },
      },
    }));
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries.map(({ to }) => to.address)).toEqual(
      aContact().addresses.map(({ address }) => address),
    );
  });

  test('an edit of the dictation after rendering changes nothing', async () => {
    const home = await aHousehold();
    const { channel, deliveries } = aChannel('taken');
    const { visit } = aCourier(home, { channel });
    const dictated = await dictating(home);
    await visit(dictated);
    const message = (await storedMessage(home, dictated)) as Held;
    await answerOf(home, message, await releaseBy(home, message));
    const words = message.dictation?.transcript as Sha256;
    home.recordings.tamper(keyOf(message), words, () => new TextEncoder().encode('Dinner is at eight.'));
    await visit(message);
    expect(deliveries.map(({ recording }) => recording.transcript)).toEqual(['Dinner is at seven.']);
  });
});
