import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Held } from '../../../core/message/message.ts';
import {
  encodeRecording,
  type Recording,
  recordingDigest,
  type RecordingReference,
} from '../../../core/message/recording.ts';
import { keepRecording } from '../../../services/storage/stored-recording.ts';
import { loadRecording } from '../../../services/storage/stored-recording.ts';
import type { Recordings } from '../../../services/ports/recordings.ts';
import { without } from '../../../core/household/without.ts';
import { aHeldMessage, aRecording } from '../../support/builders/builders.ts';
import { type MemoryRecordings, memoryRecordings } from '../../support/memory/memory-recordings.ts';

const blank = aHeldMessage();
const owner = { household: blank.household, message: blank.id };
let recordings: MemoryRecordings;
beforeEach(() => {
  recordings = memoryRecordings();
});

/** A message whose recording is kept. */
const keeping = async (recording = aRecording(), store: Recordings = recordings): Promise<Held> => ({
  ...blank,
  recording: await keepRecording(store, owner, recording),
});

describe('a recording', () => {
  test.each<[string, Recording]>([
    ['with words', aRecording()],
    ['without words', without(aRecording(), 'transcript')],
    ['with empty words', aRecording({ transcript: '' })],
    ['without a sound', aRecording({ audio: new Uint8Array() })],
  ])('%s is given back as it was kept', async (_, recording) => {
    expect(await loadRecording(recordings, await keeping(recording))).toEqual(recording);
  });

  test('is one object, under the digest that phones sign', async () => {
    const { recording } = await keeping();
    expect(recording.digest).toBe(recordingDigest(aRecording()));
    expect(recordings.keptOf(owner)).toEqual([recording.digest]);
  });

  test('is kept with one request and given back with one', async () => {
    const asked: string[] = [];
    const counting: Recordings = {
      ...recordings,
      put: (of, bytes) => (asked.push('put'), recordings.put(of, bytes)),
      get: (of, digest) => (asked.push('get'), recordings.get(of, digest)),
    };
    await loadRecording(counting, await keeping(aRecording(), counting));
    expect(asked).toEqual(['put', 'get']);
  });

  test('leaves nothing of itself in the document but its digest and figures', async () => {
    const { recording } = await keeping();
    const { digest } = recording;
    expect(recording).toEqual({ digest, bytes: 2_000, mediaType: 'audio/wav', duration: 4_000, words: true });
    expect((await keeping(without(aRecording(), 'transcript'))).recording).not.toHaveProperty('words');
  });
});

describe('no recording is given', () => {
  test('that is not there', async () => {
    const message = await keeping();
    await recordings.erase(owner);
    expect(await loadRecording(recordings, message)).toBeUndefined();
  });

  test('of another message', async () => {
    const message = { ...(await keeping()), id: '01JOTHER' as never };
    expect(await loadRecording(recordings, message)).toBeUndefined();
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['of which a bit was changed', bytes => bytes.map((byte, i) => (i === 999 ? byte ^ 1 : byte))],
    ['that was cut', bytes => bytes.subarray(0, -1)],
    ['that something was put behind', bytes => Uint8Array.from([...bytes, 0])],
    ['but another in its place', () => encodeRecording(aRecording({ transcript: 'Dinner is off.' }))],
  ])('%s', async (_, change) => {
    const message = await keeping();
    recordings.tamper(owner, message.recording.digest, change);
    expect(await loadRecording(recordings, message)).toBeUndefined();
  });

  test('where something else lies under its digest', async () => {
    const digest = await recordings.put(owner, new TextEncoder().encode('Dinner is at seven.'));
    const message = { ...blank, recording: { ...blank.recording, digest } };
    expect(await loadRecording(recordings, message)).toBeUndefined();
  });

  test.each<[string, Partial<RecordingReference>]>([
    ['media type', { mediaType: 'audio/mpeg' }],
    ['duration', { duration: 4_001 }],
    ['size', { bytes: 1_999 }],
  ])('of which the document says another %s', async (_, more) => {
    const message = await keeping();
    const changed = { ...message, recording: { ...message.recording, ...more } };
    expect(await loadRecording(recordings, changed)).toBeUndefined();
  });

  test('whose words the document denies, or makes up', async () => {
    const dictated = await keeping();
    const spoken = await keeping(without(aRecording(), 'transcript'));
    const denied = { ...dictated, recording: without(dictated.recording, 'words') };
    const madeUp = { ...spoken, recording: { ...spoken.recording, words: true as const } };
    expect(await loadRecording(recordings, denied)).toBeUndefined();
    expect(await loadRecording(recordings, madeUp)).toBeUndefined();
  });
});
