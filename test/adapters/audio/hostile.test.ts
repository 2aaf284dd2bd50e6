import { beforeAll, expect, test } from '@jest/globals';
import { prepareInWorker } from '../../../adapters/audio/prepare-in-worker.ts';
import { RECORDING_LIMITS } from '../../../core/message/recording/recording-limits.ts';
import { aWav } from '../../support/audio/a-wav.ts';
import { packetsOf } from '../../support/audio/containers.ts';
import { type Hostile, hostileFiles } from '../../support/audio/hostile.ts';
import { speechLike } from '../../support/audio/sound.ts';
import { recordInBrowser } from '../../support/browser/record-in-browser.ts';

const prepare = prepareInWorker();
let files: Hostile[];

beforeAll(async () => {
  const [recorded] = await recordInBrowser(['audio/webm;codecs=opus'], 1_200);
  if (!recorded) throw new Error('The browser recorded nothing.');
  const mp3 = await prepare(aWav([speechLike(16_000, 1_000).samples], 16_000));
  const whole = await prepare(recorded.bytes);
  if ('refused' in mp3 || 'refused' in whole) throw new Error('An honest recording is refused.');
  files = await hostileFiles(await packetsOf(recorded.bytes), whole.duration, mp3.audio);
});

test('a file that was made to do harm is refused with a code, or becomes what can be heard in it', async () => {
  const came: Record<string, unknown> = {};
  const due: Record<string, unknown> = {};
  for (const { name, bytes, becomes } of files) {
    const prepared = await prepare(bytes);
    came[name] = 'refused' in prepared ? prepared.refused : prepared.duration;
    due[name] = becomes;
  }
  expect(came).toEqual(due);
});

test('whatever is cut off or changed in a recording, the answer is a refusal or a recording within its limits', async () => {
  const whole = files.find(({ name }) => name === 'WebM that claims 100 hours')?.bytes as Uint8Array;
  for (let n = 1; n <= 12; n++) {
    const changed = whole.slice(0, n % 3 === 0 ? Math.floor((whole.length * n) / 13) : undefined);
    for (let i = 0; i < n; i++) changed[(i * 7_919 + n * 104_729) % changed.length] = (i * 31 + n) % 256;
    const prepared = await prepare(changed);
    if ('refused' in prepared) continue;
    expect(prepared.duration).toBeGreaterThanOrEqual(RECORDING_LIMITS.shortest);
    expect(prepared.duration).toBeLessThanOrEqual(RECORDING_LIMITS.longest);
  }
});
