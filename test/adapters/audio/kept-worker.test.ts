import { expect, jest, test } from '@jest/globals';

/** A worker that prepares everything at once, and breaks at what comes after a recording that begins with 1. */
const BREAKS = `
  const { parentPort } = require('node:worker_threads');
  let isBroken = false;
  parentPort.on('message', ({ bytes }) => {
    if (isBroken) throw new Error('broken');
    isBroken = bytes[0] === 1;
    parentPort.postMessage({ audio: bytes, mediaType: 'audio/mpeg', duration: bytes[0] });
  });
`;

async function prepareInBreakingWorker() {
  jest.doMock('../../../adapters/esbuild/audio-worker.ts', () => ({ loadAudioWorker: async () => BREAKS }));
  const { prepareInWorker } = await import('../../../adapters/audio/prepare-in-worker.ts');
  return prepareInWorker();
}

test('a recording is prepared although the one before has broken the worker', async () => {
  const prepare = await prepareInBreakingWorker();
  const prepared = await Promise.all([1, 2, 1, 3].map(first => prepare(Uint8Array.of(first))));
  expect(prepared.map(one => 'duration' in one && one.duration)).toEqual([1, 2, 1, 3]);
});

test('what cannot be given to the worker is rejected, and the next recording is prepared', async () => {
  const prepare = await prepareInBreakingWorker();
  const given = Uint8Array.of(2);
  structuredClone(given.buffer, { transfer: [given.buffer] });
  await expect(prepare(given)).rejects.toThrow(/detached/);
  expect(await prepare(Uint8Array.of(3))).toMatchObject({ duration: 3 });
});
