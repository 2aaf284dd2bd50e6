import { expect, test } from '@jest/globals';
import { wavDuration } from '../../../adapters/flite/wav-duration.ts';

/** 16-bit mono at 16 kHz. `claimed`: what the header says the data's length is. */
function aWav(milliseconds: number, { claimed, before = '' }: { claimed?: number; before?: string } = {}) {
  const length = milliseconds * 32;
  const wav = Buffer.alloc(44 + before.length + length);
  wav.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt32LE(32_000, 28);
  wav.write(`${before}data`, 36, 'latin1');
  wav.writeUInt32LE(claimed ?? length, 40 + before.length);
  return new Uint8Array(wav);
}

test.each([0, 1, 999, 61_000])('a WAV file of %i ms has that duration', milliseconds => {
  expect(wavDuration(aWav(milliseconds))).toBe(milliseconds);
});

test('chunks before the audio do not count towards the duration of a WAV file', () => {
  expect(wavDuration(aWav(500, { before: 'LIST\x03\0\0\0abc\0' }))).toBe(500);
});

test('a WAV header that claims more audio than there is counts what there is', () => {
  expect(wavDuration(aWav(500, { claimed: 0xffffffff }))).toBe(500);
});

test.each([
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('RIFF is what this text says, but WAVE is not where it must be')],
  ['a header without audio', aWav(0).slice(0, 36)],
])('a WAV file that is %s has no duration', (_what, bytes) => {
  expect(wavDuration(bytes)).toBeUndefined();
});
