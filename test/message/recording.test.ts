import { describe, expect, test } from '@jest/globals';
import { type Recording, recordingDigest } from '../../lambda/message/recording.ts';
import { without } from '../../lambda/household/without.ts';
import { aRecording } from '../support/builders.ts';

describe('the digest of a recording', () => {
  const recording = aRecording();
  const flipped = recording.audio.slice();
  flipped[1_000] = (flipped[1_000] as number) ^ 1;

  test.each<[string, Recording]>([
    ['one bit of the audio', { ...recording, audio: flipped }],
    ['the audio cut by a byte', { ...recording, audio: recording.audio.slice(1) }],
    ['the media type', { ...recording, mediaType: 'audio/mpeg' }],
    ['the duration', { ...recording, duration: 4_001 }],
    ['the words', { ...recording, transcript: 'Dinner is at eight.' }],
    ['no words', without(recording, 'transcript')],
    ['empty words', { ...recording, transcript: '' }],
  ])('tells %s', (_, other) => {
    expect(recordingDigest(other)).not.toBe(recordingDigest(recording));
  });

  test('tells no words from empty words', () => {
    expect(recordingDigest(without(recording, 'transcript'))).not.toBe(
      recordingDigest({ ...recording, transcript: '' }),
    );
  });

  test('is the same for the same recording', () => {
    expect(recordingDigest(aRecording())).toBe(recordingDigest(recording));
  });
});
