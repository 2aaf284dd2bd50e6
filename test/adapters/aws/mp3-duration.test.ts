import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mp3Duration } from '../../../adapters/aws/mp3-duration.ts';
import { anMp3 } from '../../support/aws/an-mp3.ts';

/** One frame of the header's kind, of the length that the standard gives it. */
const frame = (header: number[], length: number) =>
  Uint8Array.from([...header, ...Array(length - 4).fill(0)]);

test.each([
  ['MPEG 1, 44.1 kHz, 128 kbit/s', frame([0xff, 0xfb, 0x90, 0xc4], 417), 26],
  ['the same, padded', frame([0xff, 0xfb, 0x92, 0xc4], 418), 26],
  ['MPEG 1, 48 kHz, 320 kbit/s', frame([0xff, 0xfb, 0xe4, 0xc4], 960), 24],
  ['MPEG 2, 24 kHz, 48 kbit/s', frame([0xff, 0xf3, 0x64, 0xc4], 144), 24],
  ['MPEG 2.5, 8 kHz, 16 kbit/s', frame([0xff, 0xe3, 0x28, 0xc4], 144), 72],
])('an MP3 frame of %s has the duration that the standard gives', (_what, bytes, lasts) => {
  expect(mp3Duration(bytes)).toBe(lasts);
  expect(mp3Duration(Buffer.concat([bytes, bytes, bytes]))).toBeGreaterThanOrEqual(3 * lasts - 2);
});

test('tags before and after the frames of an MP3 are skipped, even with bytes in them that look like a frame', () => {
  const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\x10', 'latin1'), anMp3(24), Buffer.from([])]);
  const end = Buffer.from('TAG a title'.padEnd(128, '\0'));
  expect(mp3Duration(Buffer.concat([tag, anMp3(2_400), end]))).toBe(2_400);
});

test('an MP3 frame that is cut does not count, and no bytes have the duration 0', () => {
  expect(mp3Duration(anMp3(240).subarray(0, -1))).toBe(216);
  expect(mp3Duration(new Uint8Array())).toBe(0);
});

test('any bytes have a finite MP3 duration', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), bytes => mp3Duration(bytes) >= 0));
});
