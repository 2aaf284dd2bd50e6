import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Held } from '../../../core/message/message.ts';
import {
  encodeRecording,
  type Recording,
  recordingDigest,
  type RecordingReference,
} from '../../../core/message/recording/recording.ts';
import { keepRecording, loadRecording } from '../../../services/storage/stored-recording.ts';
import type { Recordings } from '../../../services/ports/recordings.ts';
import { without } from '../../../core/household/without.ts';
import { aHeldMessage, aRecording } from '../../support/builders/builders.ts';
import { type MemoryRecordings, memoryRecordings } from '../../support/memory/memory-recordings.ts';

const blank = aHeldMessage();
const key = { household: blank.household, message: blank.id };
let recordings: MemoryRecordings;
beforeEach(() => {
  recordings = memoryRecordings();
});

/** A message whose recording is stored. */
const keeping = async (recording = aRecording(), store: Recordings = recordings): Promise<Held> => ({
  ...blank,
  recording: await keepRecording(store, key, recording),
});

describe('a recording', () => {
  test.each<[string, Recording]>([
    ['with a transcript', aRecording()],
    ['without a transcript', without(aRecording(), 'transcript')],
    ['with an empty transcript', aRecording({ transcript: '' })],
    ['with empty audio', aRecording({ audio: new Uint8Array() })],
  ])('a recording %s is loaded as it was stored', async (_, recording) => {
    expect(await loadRecording(recordings, await keeping(recording))).toEqual(recording);
  });

  test('a recording is stored as one object under the digest that phones sign', async () => {
    const { recording } = await keeping();
    expect(recording.digest).toBe(recordingDigest(aRecording()));
    expect(recordings.keptOf(key)).toEqual([recording.digest]);
  });

  test('a recording is stored by one request and loaded by one', async () => {
    const asked: string[] = [];
    const counting: Recordings = {
      ...recordings,
      put: (of, bytes) => (asked.push('put'), recordings.put(of, bytes)),
      get: (of, digest) => (asked.push('get'), recordings.get(of, digest)),
    };
    await loadRecording(counting, await keeping(aRecording(), counting));
    expect(asked).toEqual(['put', 'get']);
  });

  test('the document has only the digest and the figures of its recording', async () => {
    const { recording } = await keeping();
    const { digest } = recording;
    expect(recording).toEqual({ digest, bytes: 2_000, mediaType: 'audio/wav', duration: 4_000, words: true });
    expect((await keeping(without(aRecording(), 'transcript'))).recording).not.toHaveProperty('words');
  });
});

describe('a recording that does not load', () => {
  test('an erased recording does not load', async () => {
    const message = await keeping();
    await recordings.erase(key);
    expect(await loadRecording(recordings, message)).toBeUndefined();
  });

  test('a recording of another message does not load', async () => {
    const message = { ...(await keeping()), id: '01JOTHER' as never };
    expect(await loadRecording(recordings, message)).toBeUndefined();
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['with a changed bit', bytes => bytes.map((byte, i) => (i === 999 ? byte ^ 1 : byte))],
    ['without its last byte', bytes => bytes.subarray(0, -1)],
    ['with a further byte', bytes => Uint8Array.from([...bytes, 0])],
    ['that another recording replaces', () => encodeRecording(aRecording({ transcript: 'Dinner is off.' }))],
  ])('a recording %s does not load', async (_, change) => {
    const message = await keeping();
    recordings.tamper(key, message.recording.digest, change);
    expect(await loadRecording(recordings, message)).toBeUndefined();
  });

  test('bytes that are no recording do not load', async () => {
    const digest = await recordings.put(key, new TextEncoder().encode('Dinner is at seven.'));
    const message = { ...blank, recording: { ...blank.recording, digest } };
    expect(await loadRecording(recordings, message)).toBeUndefined();
  });

  test.each<[string, Partial<RecordingReference>]>([
    ['media type', { mediaType: 'audio/mpeg' }],
    ['duration', { duration: 4_001 }],
    ['size', { bytes: 1_999 }],
  ])('a recording does not load where the document has another %s', async (_, more) => {
    const message = await keeping();
    const changed = { ...message, recording: { ...message.recording, ...more } };
    expect(await loadRecording(recordings, changed)).toBeUndefined();
  });

  test('a recording does not load where the document is wrong about its transcript', async () => {
    const dictated = await keeping();
    const spoken = await keeping(without(aRecording(), 'transcript'));
    const denied = { ...dictated, recording: without(dictated.recording, 'words') };
    const madeUp = { ...spoken, recording: { ...spoken.recording, words: true as const } };
    expect(await loadRecording(recordings, denied)).toBeUndefined();
    expect(await loadRecording(recordings, madeUp)).toBeUndefined();
  });
});
