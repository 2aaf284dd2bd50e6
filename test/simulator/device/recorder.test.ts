import { describe, expect, test } from '@jest/globals';
import { minutes } from '../../../core/household/instant.ts';
import type { PreparedRecording, PrepareRecording } from '../../../services/ports/prepare-recording.ts';
import { createRecorder } from '../../../simulator/device/recorder.ts';
import { aClock } from '../../support/builders/builders.ts';

const audio = new Uint8Array([1, 2, 3]);
const prepared: PreparedRecording = {
  audio: new Uint8Array([4, 5]),
  mediaType: 'audio/mpeg',
  duration: 2_000,
};

function aRecorder(prepare: PrepareRecording = async () => prepared) {
  const clock = aClock();
  let ids = 0;
  return { clock, recorder: createRecorder({ prepare, clock: clock.now, newId: () => `ref-${++ids}` }) };
}

describe('recorder', () => {
  test('audio is given once, as it was prepared and without a transcript', async () => {
    const { recorder } = aRecorder();
    expect(await recorder.put(audio)).toEqual({ reference: 'ref-1' });
    expect(await recorder.take('ref-1')).toEqual(prepared);
    expect(await recorder.take('ref-1')).toBeUndefined();
  });

  test('a reference that was never given leads nowhere', async () => {
    const { recorder } = aRecorder();
    await recorder.put(audio);
    expect(await recorder.take('ref-2')).toBeUndefined();
  });

  test('audio that nobody claims is gone after two minutes', async () => {
    const { recorder, clock } = aRecorder();
    await recorder.put(audio);
    await recorder.put(audio);
    clock.pass(minutes(2) - 1);
    expect(await recorder.take('ref-1')).toBeDefined();
    clock.pass(1);
    expect(await recorder.take('ref-2')).toBeUndefined();
  });

  test('audio that is refused is not kept', async () => {
    const { recorder } = aRecorder(async () => ({ refused: 'silent' }));
    expect(await recorder.put(audio)).toEqual({ refused: 'silent' });
    expect(await recorder.take('ref-1')).toBeUndefined();
  });

  test('the oldest audio gives way if much of it waits', async () => {
    const { recorder } = aRecorder();
    for (let n = 0; n < 9; n++) await recorder.put(audio);
    expect(await recorder.take('ref-1')).toBeUndefined();
    expect(await recorder.take('ref-2')).toBeDefined();
  });
});
