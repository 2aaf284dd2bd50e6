import { expect, test } from '@jest/globals';
import { measurePeaks } from '../../../phone/messages/player/waveform.ts';

test('peaks are relative to the loudest, whichever way it swings', () => {
  expect(measurePeaks(Float32Array.of(0, 0.25, -0.5, 0, 0.125, 0), 3)).toEqual([0.5, 1, 0.25]);
});

test('silence stays silent', () => {
  expect(measurePeaks(new Float32Array(6), 3)).toEqual([0, 0, 0]);
});

test('audio shorter than the bars leaves the rest silent', () => {
  expect(measurePeaks(Float32Array.of(1), 3)).toEqual([1, 0, 0]);
});
