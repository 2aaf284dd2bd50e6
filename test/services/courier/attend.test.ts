import { describe, expect, test } from '@jest/globals';
import type { Speech } from '../../../services/ports/speech.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import type { MessageId } from '../../../core/household/ids.ts';
import { after, hours, seconds } from '../../../core/household/instant.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { without } from '../../../core/household/without.ts';
import type { Held, Message, Rendering } from '../../../core/message/message.ts';
import { recordingDigest } from '../../../core/message/recording/recording.ts';
import { loadRecording } from '../../../services/storage/stored-recording.ts';
import {
  type TestHousehold,
  dictating,
  aHousehold,
  holding,
  moving,
  releasing,
  storedMessage,
} from '../../support/builders/a-household.ts';
import { aStory, aVerifiedDiscard, noon, sealed } from '../../support/builders/builders.ts';
import { aChannel, aCourier, aSpeech, keyOf, mute, tamperMessage } from '../../support/builders/a-courier.ts';

describe('dictated words', () => {
  test('a dictation is rendered, and the message is then held until its hold is over', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    expect(await aCourier(home).visit(message)).toBe(message.holdUntil);
    const stored = (await storedMessage(home, message)) as Held;
    expect(stored.state).toBe('held');
    const said = 'Dinner is at seven.';
    const recording = { ...(await aSpeech().speak(said, message.story.language)), transcript: said };
    expect(stored.recording.digest).toBe(recordingDigest(recording));
    expect(await loadRecording(home.recordings, stored)).toEqual(recording);
  });

  test('a rendered recording is one object in the store, keyed by the digest that phones sign, beside the transcript', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    const before = home.recordings.keptOf(keyOf(message));
    await aCourier(home).visit(message);
    const { recording } = (await storedMessage(home, message)) as Held;
    expect(before).toEqual([sha256('Dinner is at seven.')]);
    expect(home.recordings.keptOf(keyOf(message))).toEqual([...before, recording.digest]);
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
    await home.recordings.erase(keyOf(message));
    await aCourier(home).visit(message);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'not-rendered', reason: 'transcript-missing' },
    });
  });

  test('a dictation is spoken in the language of its conversation', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    const languages: string[] = [];
    const speech: Speech = {
      speak(words, language) {
        languages.push(language);
        return aSpeech().speak(words, language);
      },
    };
    await aCourier(home, { speech }).visit(message);
    expect(languages).toEqual(['en']);
  });

  test('a dictation that is extended while it is rendered is rendered again in full', async () => {
    const home = await aHousehold();
    const message = await dictating(home);
    const longer = 'Dinner is at seven. Bring bread.';
    const spoken: string[] = [];
    const speech: Speech = {
      async speak(words, language) {
        spoken.push(words);
        if (spoken.length === 1) {
          const transcript = await home.recordings.put(keyOf(message), new TextEncoder().encode(longer));
          await moving(home, message, {
            do: 'extend',
            dictation: { transcript, characters: longer.length },
            story: message.story,
          });
          tamperMessage(home, message, sealed);
        }
        return aSpeech().speak(words, language);
      },
    };
    await aCourier(home, { speech }).visit(message);
    expect(spoken).toEqual(['Dinner is at seven.', longer]);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'held',
      recording: {
        digest: recordingDigest({
          ...(await aSpeech().speak(longer, message.story.language)),
          transcript: longer,
        }),
      },
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
        home.recordings.tamper(keyOf(message), transcript, () => new TextEncoder().encode('Other words.'));
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
      async speak(words, language) {
        await moving(home, message, { do: 'discard', by: 'voice' });
        await aCourier(home).visit(message);
        return aSpeech().speak(words, language);
      },
    };
    await aCourier(home, { speech }).visit(message);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'discarded', erasedAt: noon });
    expect(home.recordings.keptOf(keyOf(message))).toEqual([]);
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
    expect(home.recordings.keptOf(keyOf(message))).toEqual([]);
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
    expect(home.recordings.keptOf(keyOf(message))).toEqual([]);
  });

  test('the content of a message that a phone discarded is kept until the discard can no longer be undone', async () => {
    const home = await aHousehold();
    const message = await holding(home);
    const by = aVerifiedDiscard(message, { phone: home.phone.id });
    await moving(home, message, { do: 'discard', by, undo: seconds(5) });
    const { visit } = aCourier(home);
    const until = after(home.clock.now(), seconds(5));
    expect(await visit(message)).toBe(until);
    expect(home.recordings.keptOf(keyOf(message))).not.toEqual([]);
    home.clock.pass(seconds(5));
    expect(await visit(message)).toBeUndefined();
    expect(home.recordings.keptOf(keyOf(message))).toEqual([]);
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
      expect(home.recordings.keptOf(keyOf(message))).not.toEqual([]);
      home.clock.pass(1);
      expect(await visit(message)).toBeUndefined();
      expect(home.recordings.keptOf(keyOf(message))).toEqual([]);
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
