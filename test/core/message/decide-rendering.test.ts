import { describe, expect, test } from '@jest/globals';
import { after, minutes } from '../../../core/household/instant.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { decide } from '../../../core/message/decide.ts';
import {
  aHeardMessage,
  aHeldMessage,
  aPhoneId,
  aRecording,
  aReference,
  aRenderingMessage,
  noon,
  aStory,
} from '../../support/builders/builders.ts';

const soon = after(noon, minutes(1));
const rendering = aRenderingMessage();
const { dictation } = rendering;
const longer = { transcript: sha256('Dinner is at seven. Bring bread.'), characters: 32 };

describe('a voice for dictated words', () => {
  test('a rendered message is held, with its recording', () => {
    const tried = { ...rendering, attempts: 2, retryAt: noon };
    const decision = decide(tried, { do: 'render', from: dictation, recording: aReference() }, soon);
    expect(decision).toMatchObject({
      kind: 'moved',
      message: { state: 'held', recording: aReference(), dictation, attempts: 0 },
    });
    expect(decision).not.toHaveProperty('message.retryAt');
  });

  test('a recording of a shorter dictation is refused as recording-changed', () => {
    const extended = { ...rendering, dictation: longer };
    expect(decide(extended, { do: 'render', from: dictation, recording: aReference() }, soon)).toEqual({
      kind: 'refused',
      code: 'recording-changed',
    });
  });

  test('a second, different recording is refused while one is held', () => {
    const other = aReference(aRecording({ transcript: 'Something else.' }));
    expect(decide(aHeldMessage(), { do: 'render', from: dictation, recording: other }, soon)).toEqual({
      kind: 'refused',
      code: 'not-held',
    });
  });
});

describe('the owner’s own voice', () => {
  const own = aReference({ audio: new Uint8Array(900), mediaType: 'audio/mpeg', duration: 3_000 });
  const recordAgain = { do: 'record-again', recording: own, phone: aPhoneId() } as const;

  test('a recording of the owner takes the place of the dictated words, and everybody has to listen again', () => {
    const heard = { ...aHeardMessage(aPhoneId(), 'nonce-1'), dictation };
    const decision = decide(heard, recordAgain, soon);
    expect(decision).toMatchObject({
      kind: 'moved',
      message: { state: 'held', recording: own, listening: [] },
    });
    expect(decision).not.toHaveProperty('message.dictation');
    expect('message' in decision && decision.message.history.at(-1)).toEqual({
      at: soon,
      event: 'recorded-again',
      by: aPhoneId(),
    });
  });

  test('words cannot be added to a recording of the owner', () => {
    const recorded = decide({ ...aHeldMessage(), dictation }, recordAgain, soon);
    if (recorded.kind !== 'moved') throw new Error(recorded.kind);
    expect(
      decide(recorded.message, { do: 'extend', dictation: longer, story: aStory(0.5) }, soon),
    ).toMatchObject({ kind: 'refused', code: 'not-ready' });
  });

  test('the same recording a second time changes nothing', () => {
    expect(decide(aHeldMessage({ recording: own }), recordAgain, soon).kind).toBe('unchanged');
  });

  test.each([
    ['is rendered', aRenderingMessage(), soon, 'not-held'],
    ['is no longer held', aHeldMessage(), after(noon, minutes(60)), 'hold-over'],
  ])('a message that %s is not recorded again', (_, message, now, code) => {
    expect(decide(message, recordAgain, now)).toMatchObject({ kind: 'refused', code });
  });
});

describe('more words', () => {
  test('added words make the message rendering again and end every listening', () => {
    const heard = { ...aHeardMessage(aPhoneId(), 'nonce-1'), dictation };
    const decision = decide(heard, { do: 'extend', dictation: longer, story: aStory(0.5) }, soon);
    expect(decision).toMatchObject({
      message: { state: 'rendering', dictation: longer, listening: [], attempts: 0 },
    });
    expect(decision).not.toHaveProperty('message.recording');
  });

  test('added words reset the failed renderings of the shorter dictation', () => {
    const tried = aRenderingMessage({ attempts: 2, retryAt: after(noon, minutes(9)) });
    const decision = decide(tried, { do: 'extend', dictation: longer, story: aStory(0.5) }, soon);
    expect(decision).toMatchObject({ message: { attempts: 0 } });
    expect(decision).not.toHaveProperty('message.retryAt');
  });

  test("words cannot be added to a microphone's recording", () => {
    expect(decide(aHeldMessage(), { do: 'extend', dictation: longer, story: aStory(0.5) }, soon)).toEqual({
      kind: 'refused',
      code: 'not-ready',
    });
  });

  test('added words do not lengthen the hold', () => {
    expect(decide(rendering, { do: 'extend', dictation: longer, story: aStory(0.5) }, soon)).toMatchObject({
      message: { holdUntil: rendering.holdUntil },
    });
  });
});

describe('a voice that fails', () => {
  const failing = (final: boolean) =>
    decide(rendering, { do: 'fail-to-render', final, retryAt: soon, reason: 'no-speech' }, noon);

  test('a failed rendering is counted and tried again later', () => {
    expect(failing(false)).toMatchObject({ message: { state: 'rendering', attempts: 1, retryAt: soon } });
  });

  test('a rendering that fails for the last time fails the message, with the reason', () => {
    expect(failing(true)).toMatchObject({
      message: {
        state: 'failed',
        endedAt: noon,
        outcome: { code: 'not-rendered', reason: 'no-speech' },
        history: [...rendering.history, { at: noon, event: 'not-rendered', reason: 'no-speech' }],
      },
    });
  });
});
