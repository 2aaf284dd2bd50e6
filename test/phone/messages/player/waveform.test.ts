import { expect, test } from '@jest/globals';
import { measurePeaks } from '../../../../phone/messages/player/waveform.ts';

test('peaks are relative to the loudest sample, whatever its sign', () => {
  expect(measurePeaks(Float32Array.of(0, 0.25, -0.5, 0, 0.125, 0), 3)).toEqual([0.5, 1, 0.25]);
});

test('the peaks of silence are zero', () => {
  expect(measurePeaks(new Float32Array(6), 3)).toEqual([0, 0, 0]);
});

test('audio with fewer samples than bars leaves the other bars at zero', () => {
  expect(measurePeaks(Float32Array.of(1), 3)).toEqual([1, 0, 0]);
});
