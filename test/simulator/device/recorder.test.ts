import { describe, expect, test } from '@jest/globals';
import { minutes, seconds } from '../../../core/household/instant.ts';
import { createRecorder, type Measure, recordingLimits } from '../../../simulator/device/recorder.ts';
import { aClock } from '../../support/builders/builders.ts';

const audio = new Uint8Array([1, 2, 3]);
const lasting =
  (duration: number): Measure =>
  async () => ({ mediaType: 'audio/webm', duration });

function aRecorder(measure: Measure = lasting(seconds(2))) {
  const clock = aClock();
  let ids = 0;
  return { clock, recorder: createRecorder({ measure, clock: clock.now, newId: () => `ref-${++ids}` }) };
}

describe('recorder', () => {
  test('audio is given once, as a recording without a transcript', async () => {
    const { recorder } = aRecorder();
    expect(await recorder.put(audio)).toEqual({ reference: 'ref-1' });
    expect(await recorder.take('ref-1')).toEqual({ audio, mediaType: 'audio/webm', duration: 2_000 });
    expect(await recorder.take('ref-1')).toBeUndefined();
  });

  test('a reference that was never given leads nowhere', async () => {
    const { recorder } = aRecorder();
    await recorder.put(audio);
    expect(await recorder.take('ref-2')).toBeUndefined();
  });

  test('what nobody claims is gone after two minutes', async () => {
    const { recorder, clock } = aRecorder();
    await recorder.put(audio);
    await recorder.put(audio);
    clock.pass(minutes(2) - 1);
    expect(await recorder.take('ref-1')).toBeDefined();
    clock.pass(1);
    expect(await recorder.take('ref-2')).toBeUndefined();
  });

  test.each<[string, Measure, number, string]>([
    ['shorter than 300 ms', lasting(299), 10, 'recording-too-short'],
    ['longer than three minutes', lasting(minutes(3) + 1), 10, 'recording-too-long'],
    ['of more than 10 MB', lasting(2_000), recordingLimits.bytes + 1, 'recording-too-large'],
    ['of no known length', lasting(NaN), 10, 'recording-too-short'],
    ['that cannot be read', async () => ({ refused: 'not-audio' }), 10, 'not-audio'],
  ])('audio %s is refused', async (_, measure, bytes, code) => {
    const { recorder } = aRecorder(measure);
    expect(await recorder.put(new Uint8Array(bytes))).toEqual({ refused: code });
    expect(await recorder.take('ref-1')).toBeUndefined();
  });

  test.each([300, minutes(3)])('audio of %d ms is taken', async duration => {
    expect(await aRecorder(lasting(duration)).recorder.put(audio)).toEqual({ reference: 'ref-1' });
  });

  test('of many that wait, the oldest gives way', async () => {
    const { recorder } = aRecorder();
    for (let n = 0; n < 9; n++) await recorder.put(audio);
    expect(await recorder.take('ref-1')).toBeUndefined();
    expect(await recorder.take('ref-2')).toBeDefined();
  });
});
