import { describe, expect, test } from '@jest/globals';
import { signWithPhoneKey } from '../../../core/approval/jws.ts';
import { attend, type CourierParts } from '../../../services/courier/attend.ts';
import type { Channel, Delivery } from '../../../services/ports/channel.ts';
import type { Speech } from '../../../services/ports/speech.ts';
import type { ContactId, MessageId } from '../../../core/household/ids.ts';
import { after, hours, minutes, seconds } from '../../../core/household/instant.ts';
import { type Sha256, sha256 } from '../../../core/household/sha256.ts';
import { without } from '../../../core/household/without.ts';
import type { AttemptResult } from '../../../core/message/outcome.ts';
import type { Held, Message, Rendering } from '../../../core/message/message.ts';
import {
  decodeRecording,
  encodeRecording,
  type Recording,
  recordingDigest,
} from '../../../core/message/recording.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { keepRecording } from '../../../services/storage/stored-recording.ts';
import { loadRecording } from '../../../services/storage/stored-recording.ts';
import {
  dictating,
  type TestHousehold,
  aHousehold,
  holding,
  moving,
  releaseBy,
  releasing,
  storedMessage,
  trustOf,
} from '../../support/builders/a-household.ts';
import {
  anAttempt,
  aClaim,
  aContact,
  aFirstLink,
  aLink,
  aPhone,
  aRecording,
  aRelease,
  aStory,
  aTrustList,
  aVerifiedDiscard,
  noon,
  otherAnchor,
  anchor,
  puts,
  removes,
  sealed,
  sealKey,
} from '../../support/builders/builders.ts';

const TIMEOUT = minutes(1);

/** A channel that gives these results in order, and the last one from then on. It keeps what it was handed. */
function aChannel(...results: (AttemptResult | (() => Promise<AttemptResult>))[]) {
  const deliveries: Delivery[] = [];
  const channel: Channel = {
    timeout: TIMEOUT,
    async send(delivery) {
      deliveries.push(delivery);
      const next = results.length > 1 ? results.shift() : results[0];
      const result = typeof next === 'function' ? await next() : (next ?? 'taken');
      return anAttempt(result);
    },
  };
  return { channel, deliveries };
}

/** A speech engine whose audio depends on nothing but the text. */
const aSpeech = (): Speech => ({
  speak: async words => ({
    audio: new TextEncoder().encode(`the sound of ${words}`),
    mediaType: 'audio/wav',
    duration: 1_000,
  }),
});

const mute: Speech = { speak: () => Promise.reject(new Error('no voice')) };

/** A courier for a household, with its log. */
function aCourier(home: TestHousehold, more: Partial<CourierParts> = {}) {
  const lines: string[] = [];
  let claims = 0;
  const parts: CourierParts = {
    documents: home.documents,
    recordings: home.recordings,
    speech: aSpeech(),
    channel: aChannel('taken').channel,
    notifier: { notify: async () => ({ reached: [] }) },
    anchor,
    sealKey,
    clock: home.clock.now,
    newId: () => `claim-${(claims += 1)}`,
    log: line => void lines.push(JSON.stringify(line)),
    ...more,
  };
  return { lines, visit: ({ id }: Pick<Message, 'id'>) => attend(parts, home.household, id) };
}

const owner = ({ household, id }: Message) => ({ household, message: id });

describe('dictated words', () => {
  test('a dictation is rendered, and the message is then held until its hold is over', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    expect(await aCourier(home).visit(message)).toBe(message.holdUntil);
    const stored = (await storedMessage(home, message)) as Held;
    expect(stored.state).toBe('held');
    const said = 'Dinner is at seven.';
    const recording = { ...(await aSpeech().speak(said)), transcript: said };
    expect(stored.recording.digest).toBe(recordingDigest(recording));
    expect(await loadRecording(home.recordings, stored)).toEqual(recording);
  });

  test('a rendered recording is one object in the store, keyed by the digest that phones sign, beside the transcript', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    const before = home.recordings.keptOf(owner(message));
    await aCourier(home).visit(message);
    const { recording } = (await storedMessage(home, message)) as Held;
    expect(before).toEqual([sha256('Dinner is at seven.')]);
    expect(home.recordings.keptOf(owner(message))).toEqual([...before, recording.digest]);
  });

  test('rendering is tried three times, with a pause that doubles, and then the message fails', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    const { visit } = aCourier(home, { speech: mute });
    expect(await visit(message)).toBe(after(noon, seconds(30)));
    home.clock.pass(seconds(30));
    expect(await visit(message)).toBe(after(noon, seconds(90)));
    home.clock.pass(seconds(60));
    await visit(message);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'not-rendered', reason: 'no-speech' },
      attempts: 3,
    });
  });

  test('a message whose transcript is gone from the store fails', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    await home.recordings.erase(owner(message));
    await aCourier(home).visit(message);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'not-rendered', reason: 'transcript-missing' },
    });
  });

  test('a dictation that is extended while it is rendered is rendered again in full', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    const longer = 'Dinner is at seven. Bring bread.';
    const spoken: string[] = [];
    const speech: Speech = {
      async speak(words) {
        spoken.push(words);
        if (spoken.length === 1) {
          const transcript = await home.recordings.put(owner(message), new TextEncoder().encode(longer));
          await moving(home, message, {
            do: 'extend',
            dictation: { transcript, characters: longer.length },
            story: message.story,
          });
          tamperMessage(home, message, sealed);
        }
        return aSpeech().speak(words);
      },
    };
    await aCourier(home, { speech }).visit(message);
    expect(spoken).toEqual(['Dinner is at seven.', longer]);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'held',
      recording: { digest: recordingDigest({ ...(await aSpeech().speak(longer)), transcript: longer }) },
    });
  });

  test.each<[string, string, (home: TestHousehold, message: Message) => void]>([
    [
      'whose story was edited',
      'seal-broken',
      (home, message) => tamperMessage(home, message, one => ({ ...one, story: aStory(9) })),
    ],
    [
      'whose contact was edited',
      'seal-broken',
      (home, message) => tamperMessage(home, message, one => ({ ...one, contact: 'tom' })),
    ],
    [
      'without a seal',
      'not-sealed',
      (home, message) => tamperMessage(home, message, one => without(one, 'seal')),
    ],
    [
      'whose words were changed in the recording store',
      'seal-broken',
      (home, message) => {
        const { transcript } = (message as Rendering).dictation;
        home.recordings.tamper(owner(message), transcript, () => new TextEncoder().encode('Other words.'));
      },
    ],
  ])('a dictation %s is not rendered, so that nothing seals the edit: %s', async (_, reason, edit) => {
    const home = await aHousehold();
    const message = await dictating(home);
    edit(home, message);
    await aCourier(home).visit(message);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'not-rendered', reason },
    });
  });

  test('a message that is discarded and erased while it is rendered leaves nothing in the store', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    const speech: Speech = {
      async speak(words) {
        await moving(home, message, { do: 'discard', by: 'voice' });
        await aCourier(home).visit(message);
        return aSpeech().speak(words);
      },
    };
    await aCourier(home, { speech }).visit(message);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'discarded', erasedAt: noon });
    expect(home.recordings.keptOf(owner(message))).toEqual([]);
  });
});

describe('a release', () => {
  test('a released message is delivered byte for byte to the addresses in the trust list', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const at = home.clock.now();
    expect(await aCourier(home, { channel }).visit(message)).toBe(after(at, hours(24)));
    expect(deliveries).toEqual([
      {
        message: message.id,
        claim: 'claim-1',
        language: message.story.language,
        to: { name: 'Anna', addresses: [{ channel: 'email', address: 'anna@example.org' }] },
        recording: aRecording(),
      },
    ]);
    expect(recordingDigest((deliveries[0] as Delivery).recording)).toBe(message.recording.digest);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'delivered',
      outcome: anAttempt('taken').outcome,
    });
  });

  test("a microphone's recording is delivered without a transcript", async () => {
    const home = await aHousehold();
    const spoken = without(aRecording(), 'transcript');
    const message = await releasing(home, {}, spoken);
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries[0]?.recording).toEqual(spoken);
  });

  test('a message goes to the contact in the signed release and not to the one in the document', async () => {
    const tom = aContact({
      id: 'tom' as ContactId,
      name: 'Tom',
      addresses: [{ channel: 'email', address: 'tom@example.org' }],
    });
    const home = await aHousehold({ says: [puts(aContact()), puts(tom)] });
    const message = await releasing(home, { contact: tom.id });
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries.map(({ to }) => to.name)).toEqual(['Anna']);
  });

  test("a message is claimed before it is sent, with a lease longer than the channel's timeout", async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const during: Message[] = [];
    const { channel } = aChannel(async () => {
      during.push(await storedMessage(home, message));
      return 'taken';
    });
    const at = home.clock.now();
    await aCourier(home, { channel }).visit(message);
    expect(during).toMatchObject([{ state: 'sending', claim: { id: 'claim-1', at } }]);
    const [sending] = during as [Extract<Message, { state: 'sending' }>];
    expect(sending.claim.leaseUntil).toBeGreaterThan(after(at, TIMEOUT));
  });

  test('a message is delivered once although two couriers attend to it at once', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const couriers = [1, 2, 3, 4].map(() => aCourier(home, { channel }));
    await Promise.all(couriers.map(({ visit }) => visit(message)));
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('a delivered message is not delivered again when it is attended to again', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const { visit } = aCourier(home, { channel });
    await visit(message);
    home.clock.pass(hours(1));
    await visit(message);
    expect(deliveries).toHaveLength(1);
  });

  test('a claim that took too long to store is given back without being sent, and tried again', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const slow: Documents = {
      ...home.documents,
      async put(document, ...conditions) {
        const stored = await home.documents.put(document, ...conditions);
        if (document.kind === 'message' && document.state === 'sending') home.clock.pass(seconds(31));
        return stored;
      },
    };
    await aCourier(home, { channel, documents: slow }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'released', attempts: 1 });

    home.clock.pass(seconds(30));
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toHaveLength(1);
  });

  test('a release that is undone before the claim is not sent', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    let once = false;
    const documents: Documents = {
      ...home.documents,
      async put(document, ifVersion, also) {
        if (!once) await moving(home, message, { do: 'undo', phone: home.phone.id });
        once = true;
        return home.documents.put(document, ifVersion, also);
      },
    };
    await aCourier(home, { documents, channel }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'held' });
  });
});

/** One edit of what is stored, each by somebody who knows everything but the phone's key and the anchor key. */
type Edit = [string, (home: TestHousehold, message: Held) => void | Promise<void>, string];

const tamperMessage = (home: TestHousehold, { id }: Pick<Message, 'id'>, change: (one: Message) => object) =>
  home.documents.tamper(home.household, 'message', id, change);
const tamperReference = (home: TestHousehold, message: Held, more: object) =>
  tamperMessage(home, message, one => ({ ...one, recording: { ...message.recording, ...more } }));
/** What is stored as the recording becomes something else under the same key. */
const bytesInTheStore =
  (change: (bytes: Uint8Array) => Uint8Array): Edit[1] =>
  (home, message) =>
    home.recordings.tamper(owner(message), message.recording.digest, change);
/** The same, by somebody who knows how it is written. */
const inTheStore = (change: (recording: Recording) => Recording): Edit[1] =>
  bytesInTheStore(bytes => encodeRecording(change(decodeRecording(bytes) as Recording)));
const tamperTrust = (home: TestHousehold, change: (links: string[]) => string[]) =>
  home.documents.tamper(home.household, 'trust', 'trust', one => ({ ...one, links: change(one.links) }));
const mallorys = aContact({ addresses: [{ channel: 'email', address: 'mallory@example.org' }] });

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
    ['the content taken away', (home, message) => home.recordings.erase(owner(message)), 'recording-changed'],
    [
      'other audio and a reference that fits it',
      async (home, message) => {
        const other = aRecording({ audio: new TextEncoder().encode('something else') });
        const recording = await keepRecording(home.recordings, owner(message), other);
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

  test('nothing is sent without a trust list', async () => {
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
    expect(deliveries.map(({ to }) => to.addresses)).toEqual([aContact().addresses]);
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
    home.recordings.tamper(owner(message), words, () => new TextEncoder().encode('Dinner is at eight.'));
    await visit(message);
    expect(deliveries.map(({ recording }) => recording.transcript)).toEqual(['Dinner is at seven.']);
  });
});

describe('after the owner changed the trust list', () => {
  /** Appends a link as the owner's phone would. */
  async function appending(home: TestHousehold, said: Parameters<typeof aLink>[2]): Promise<void> {
    const trust = await trustOf(home);
    const links = [...trust.links, await aLink(home.phone, trust.links, said)];
    expect(await home.documents.put({ ...trust, links }, trust.version)).toBe(true);
  }

  test.each([
    ['changed the address', puts(mallorys), 'address-changed'],
    ['removed the contact', removes(aContact()), 'unknown-contact'],
  ])('a release to the old contact is not sent after the owner %s', async (_, said, code) => {
    const home = await aHousehold();
    const message = await releasing(home);
    await appending(home, said);
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'failed', outcome: { code } });
  });

  test('a message is sent after the owner changed another contact', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    await appending(home, puts(aContact({ id: 'tom' as ContactId, name: 'Tom' })));
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toHaveLength(1);
  });

  test('a delivery is verified again if the trust list changed between verification and claim', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const claims: boolean[] = [];
    const documents: Documents = {
      ...home.documents,
      async put(document, ifVersion, also) {
        const claiming = document.kind === 'message' && document.state === 'sending';
        if (claiming && claims.length === 0) await appending(home, puts(mallorys));
        const stored = await home.documents.put(document, ifVersion, also);
        if (claiming) claims.push(stored);
        return stored;
      },
    };
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { documents, channel }).visit(message);
    expect(claims).toEqual([false]);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'address-changed' },
    });
  });
});

describe('what the channel says', () => {
  test("a refused message fails with the service's reply and is not tried again", async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('refused');
    const { visit } = aCourier(home, { channel });
    await visit(message);
    home.clock.pass(hours(2));
    await visit(message);
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: anAttempt('refused').outcome,
    });
  });

  test('a message that was not taken is tried again after a pause that doubles, each time under a new claim', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('not-taken', 'not-taken', 'taken');
    const { visit } = aCourier(home, { channel });
    const start = home.clock.now();
    expect(await visit(message)).toBe(after(start, seconds(30)));
    home.clock.pass(seconds(29));
    expect(await visit(message)).toBe(after(start, seconds(30)));
    expect(deliveries).toHaveLength(1);
    home.clock.pass(seconds(1));
    expect(await visit(message)).toBe(after(start, seconds(90)));
    home.clock.pass(seconds(60));
    await visit(message);
    expect(deliveries.map(({ claim }) => claim)).toEqual(['claim-1', 'claim-2', 'claim-3']);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  test('a message that is not taken all day fails at sendBy', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('not-taken');
    const { visit } = aCourier(home, { channel });
    const visits = async () => {
      const again = await visit(message);
      return again === 'missing' ? undefined : again;
    };
    for (let again = await visits(); again && again <= message.sendBy; again = await visits())
      home.clock.pass(again - home.clock.now());
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'send-by-passed' },
    });
    // Pauses of 30 s, doubling, and an hour between the later ones.
    expect(deliveries.length).toBeGreaterThan(24);
    expect(deliveries.length).toBeLessThan(35);
  });

  test('nothing is sent if the lease is nearly over when its claim has been stored', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const put = home.documents.put.bind(home.documents);
    home.documents.put = async (document, ...rest) => {
      const isClaim = document.kind === 'message' && document.state === 'sending';
      const done = await put(document, ...rest);
      // As if the machine slept.
      if (isClaim) home.clock.pass(minutes(10));
      return done;
    };
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toEqual([]);
    expect((await storedMessage(home, message)).history.at(-1)).toMatchObject({
      event: 'not-taken',
      outcome: { code: 'begun-too-late' },
    });
  });

  test('nothing is sent if sendBy passes while the release is verified', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    home.clock.pass(message.sendBy - home.clock.now() - 3);
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel, clock: () => home.clock.pass(1) }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'send-by-passed' },
      history: [{ event: 'held' }, { event: 'released' }, { event: 'failed' }],
    });
  });

  test('an unclear attempt leaves the message unknown, and it is never tried again without a new release', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('unclear');
    const { visit } = aCourier(home, { channel });
    await visit(message);
    home.clock.pass(hours(5));
    await visit(message);
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'unknown',
      outcome: anAttempt('unclear').outcome,
    });
  });

  test('an unknown message is sent once more after a new release', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('unclear', 'taken');
    const { visit } = aCourier(home, { channel });
    await visit(message);
    await moving(home, message, { do: 'listen', phone: home.phone.id, nonce: 'nonce-2' });
    home.clock.pass(seconds(10));
    const statement = aRelease(message, await trustOf(home), { nonce: 'nonce-2' });
    const approval = { jws: await home.phone.sign(statement), phone: home.phone.id, statement };
    await moving(home, message, { do: 'release', approval, required: 'listen', undo: 0 });
    await visit(message);
    expect(deliveries).toHaveLength(2);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('a message whose courier died is unknown once the lease has run out', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const leaseUntil = after(home.clock.now(), minutes(2));
    await moving(home, message, { do: 'claim', claim: aClaim({ leaseUntil }) });
    const { channel, deliveries } = aChannel('taken');
    const { visit } = aCourier(home, { channel });
    expect(await visit(message)).toBe(leaseUntil);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'sending' });
    home.clock.pass(minutes(2));
    await visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'unknown',
      outcome: { code: 'claim-lost' },
    });
  });

  test('a report of taken after the lease ran out makes the message delivered', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel } = aChannel(async () => {
      home.clock.pass(minutes(5));
      await aCourier(home).visit(message);
      expect(await storedMessage(home, message)).toMatchObject({ state: 'unknown' });
      return 'taken';
    });
    await aCourier(home, { channel }).visit(message);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('a message whose report cannot be stored is unknown after the lease', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    let sent = false;
    const documents: Documents = {
      ...home.documents,
      put: (...what) => (sent ? Promise.reject(new Error('disk full')) : home.documents.put(...what)),
    };
    const { channel, deliveries } = aChannel(async () => {
      sent = true;
      return 'taken';
    });
    await expect(aCourier(home, { documents, channel }).visit(message)).rejects.toThrow('disk full');
    home.clock.pass(minutes(5));
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'unknown' });
  });
});

describe('erasing', () => {
  test('a message that nobody answered expires at holdUntil, and its content is erased at once', async () => {
    const home = await aHousehold();
    const message = await holding(home);
    home.clock.pass(hours(1));
    const { channel, deliveries } = aChannel('taken');
    expect(await aCourier(home, { channel }).visit(message)).toBeUndefined();
    expect(deliveries).toEqual([]);
    expect(home.recordings.keptOf(owner(message))).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'expired',
      erasedAt: home.clock.now(),
      history: [{ event: 'held' }, { event: 'expired' }, { event: 'erased' }],
    });
  });

  test('the content of a discarded message is erased at once', async () => {
    const home = await aHousehold();
    const message = await holding(home);
    await moving(home, message, { do: 'discard', by: 'voice' });
    expect(await aCourier(home).visit(message)).toBeUndefined();
    expect(home.recordings.keptOf(owner(message))).toEqual([]);
  });

  test('the content of a message that a phone discarded is kept until the discard can no longer be undone', async () => {
    const home = await aHousehold();
    const message = await holding(home);
    const by = aVerifiedDiscard(message, { phone: home.phone.id });
    await moving(home, message, { do: 'discard', by, undo: seconds(5) });
    const { visit } = aCourier(home);
    const until = after(home.clock.now(), seconds(5));
    expect(await visit(message)).toBe(until);
    expect(home.recordings.keptOf(owner(message))).not.toEqual([]);
    home.clock.pass(seconds(5));
    expect(await visit(message)).toBeUndefined();
    expect(home.recordings.keptOf(owner(message))).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'discarded', erasedAt: until });
  });

  test.each(['taken', 'refused', 'unclear'] as const)(
    'what ended with %s keeps its content for a day, and no longer',
    async result => {
      const home = await aHousehold();
      const message = await releasing(home);
      const { visit } = aCourier(home, { channel: aChannel(result).channel });
      const until = await visit(message);
      expect(until).toBe(after(home.clock.now(), hours(24)));
      home.clock.pass(hours(24) - 1);
      await visit(message);
      expect(home.recordings.keptOf(owner(message))).not.toEqual([]);
      home.clock.pass(1);
      expect(await visit(message)).toBeUndefined();
      expect(home.recordings.keptOf(owner(message))).toEqual([]);
    },
  );

  test('erasing is recorded only after the content is gone', async () => {
    const home = await aHousehold();
    const message = await holding(home);
    await moving(home, message, { do: 'discard', by: 'voice' });
    const recordings = { ...home.recordings, erase: () => Promise.reject(new Error('disk gone')) };
    await expect(aCourier(home, { recordings }).visit(message)).rejects.toThrow('disk gone');
    expect(await storedMessage(home, message)).not.toHaveProperty('erasedAt');
  });
});

describe('attending', () => {
  test('attending to a message that does not exist gives missing', async () => {
    const home = await aHousehold();
    expect(await aCourier(home).visit({ id: '01JNONE' as MessageId })).toBe('missing');
  });

  test('attending to a message that changes all the time stops and asks to be called again', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const documents: Documents = { ...home.documents, put: async () => false };
    expect(await aCourier(home, { documents, channel }).visit(message)).toBe(
      after(home.clock.now(), seconds(1)),
    );
    expect(deliveries).toEqual([]);
  });

  test('the courier logs what happened to which message, without content or recipient', async () => {
    const home = await aHousehold();
    const { lines, visit } = aCourier(home);
    await visit(await releasing(home));
    expect(lines).toEqual([
      '{"event":"sending","message":"01JMESSAGE"}',
      '{"event":"delivery taken","message":"01JMESSAGE","code":"taken"}',
    ]);
  });
});
