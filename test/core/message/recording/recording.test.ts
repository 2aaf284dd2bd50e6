import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { joinParts, type Part } from '../../../../core/household/bytes/byte-parts.ts';
import { sha256 } from '../../../../core/household/bytes/sha256.ts';
import {
  decodeRecording,
  encodeRecording,
  type Recording,
  recordingDigest,
} from '../../../../core/message/recording/recording.ts';
import { without } from '../../../../core/household/without.ts';
import { aRecording } from '../../../support/builders/builders.ts';

describe('the digest of a recording', () => {
  const recording = aRecording();
  const flipped = recording.audio.slice();
  flipped[1_000] = (flipped[1_000] as number) ^ 1;

  test.each<[string, Recording]>([
    ['one bit of the audio', { ...recording, audio: flipped }],
    ['the audio cut by a byte', { ...recording, audio: recording.audio.slice(1) }],
    ['another media type', { ...recording, mediaType: 'audio/mpeg' }],
    ['another duration', { ...recording, duration: 4_001 }],
    ['another transcript', { ...recording, transcript: 'Dinner is at eight.' }],
    ['no transcript', without(recording, 'transcript')],
    ['an empty transcript', { ...recording, transcript: '' }],
  ])('the digest of a recording differs for %s', (_, other) => {
    expect(recordingDigest(other)).not.toBe(recordingDigest(recording));
  });

  test('the digest of a recording differs for no transcript and an empty one', () => {
    expect(recordingDigest(without(recording, 'transcript'))).not.toBe(
      recordingDigest({ ...recording, transcript: '' }),
    );
  });

  test('the digest of the same recording is the same', () => {
    expect(recordingDigest(aRecording())).toBe(recordingDigest(recording));
  });

  test.each<[string, Recording, string]>([
    ['with a transcript', recording, 'z0-ctmX_VVeMNz9kAkNoPWWFXrsOlVTVJeSEbGF051Y'],
    ['without a transcript', without(recording, 'transcript'), 'Ifb3kDfvmHkZVroVkJsdbC1apu1T4_O88cGvMTScUNU'],
    [
      'with an empty transcript',
      { ...recording, transcript: '' },
      'PwNcLykJuNYMwIhesd1f6v3Mvfo6MSVuBs4ZleEb98U',
    ],
  ])('the digest of a recording %s is the one that phones have signed before', (_, one, digest) => {
    expect(recordingDigest(one)).toBe(digest);
  });
});

/** Recordings of so little that some are the same, and of all that there could be. */
const text = fc.oneof(fc.constantFrom('', 'a', 'transcript ', '\uFEFF'), fc.string({ unit: 'binary' }));
const someRecording: fc.Arbitrary<Recording> = fc.record(
  {
    audio: fc.oneof(fc.uint8Array({ maxLength: 1, max: 1 }), fc.uint8Array({ maxLength: 300 })),
    mediaType: text,
    duration: fc.oneof(fc.nat({ max: 2 }), fc.maxSafeNat()),
    transcript: text,
  },
  { requiredKeys: ['audio', 'mediaType', 'duration'] },
);

describe('an encoded recording', () => {
  const encoded = encodeRecording(aRecording());

  test('the digest is taken of the encoded recording', () => {
    fc.assert(
      fc.property(someRecording, recording => {
        expect(sha256(encodeRecording(recording))).toBe(recordingDigest(recording));
      }),
    );
    expect(createHash('sha256').update(encoded).digest('base64url')).toBe(recordingDigest(aRecording()));
  });

  test('an encoded recording decodes to the same recording', () => {
    fc.assert(
      fc.property(someRecording, recording => {
        expect(decodeRecording(encodeRecording(recording))).toEqual(recording);
      }),
    );
  });

  test('different recordings have different encodings', () => {
    const jsonOf = ({ audio, ...rest }: Recording) => JSON.stringify([[...audio], Object.entries(rest)]);
    fc.assert(
      fc.property(someRecording, someRecording, (one, other) => {
        const alike = Buffer.compare(encodeRecording(one), encodeRecording(other)) === 0;
        expect(alike).toBe(jsonOf(one) === jsonOf(other));
      }),
    );
  });

  test("a decoded recording's audio is a view of the encoded bytes", () => {
    expect(decodeRecording(encoded)?.audio.buffer).toBe(encoded.buffer);
  });

  test('an encoded recording that is cut anywhere does not decode', () => {
    for (let length = 0; length < encoded.length; length++)
      expect([length, decodeRecording(encoded.subarray(0, length))]).toEqual([length, undefined]);
  });

  test('an encoded recording with anything behind it does not decode', () => {
    fc.assert(
      fc.property(someRecording, fc.uint8Array({ minLength: 1 }), (recording, more) => {
        expect(decodeRecording(Buffer.concat([encodeRecording(recording), more]))).toBeUndefined();
      }),
    );
    expect(decodeRecording(Buffer.concat([encoded, joinParts('')]))).toBeUndefined();
  });

  test('an encoded recording with one bit changed decodes to another recording or not at all', () => {
    const random = fc.nat({ max: encoded.length * 8 - 1 });
    fc.assert(
      fc.property(random, bit => {
        const changed = encoded.slice();
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        const recording = decodeRecording(changed);
        expect(recording && recordingDigest(recording)).not.toBe(recordingDigest(aRecording()));
      }),
    );
  });
});

describe('no encoding of a recording', () => {
  const parts: Part[] = ['second-yes recording 1', Uint8Array.of(1), 'audio/wav', '4000', 'transcript hello'];
  const withPart = (at: number, part: Part) => parts.map((one, i) => (i === at ? part : one));

  test('the parts of a recording, joined, decode to it', () => {
    expect(decodeRecording(joinParts(...parts))).toMatchObject({ duration: 4_000, transcript: 'hello' });
  });

  test.each<[string, Part[]]>([
    ['no parts', []],
    ['another kind', withPart(0, 'second-yes address')],
    ['another version of the encoding', withPart(0, 'second-yes recording 2')],
    ['a part too few', parts.slice(0, -1)],
    ['a part too many', [...parts, 'more']],
    ['a media type that is not UTF-8', withPart(2, Uint8Array.of(0xff))],
    ['no duration', withPart(3, '')],
    ['a duration with a zero before it', withPart(3, '04000')],
    ['a duration with a space', withPart(3, '4000 ')],
    ['a duration in another spelling', withPart(3, '4e3')],
    ['half a millisecond', withPart(3, '0.5')],
    ['a negative duration', withPart(3, '-1')],
    ['a duration that no number holds', withPart(3, '9007199254740993')],
    ['a transcript without its mark', withPart(4, 'hello')],
    ['both no transcript and one', withPart(4, 'no transcript, hello')],
    ['a transcript that is not UTF-8', withPart(4, Uint8Array.from([...Buffer.from('transcript '), 0xc3]))],
  ])('%s decodes to no recording', (_, other) => {
    expect(decodeRecording(joinParts(...other))).toBeUndefined();
  });
});
