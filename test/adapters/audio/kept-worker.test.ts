import { expect, jest, test } from '@jest/globals';

/**
 * A worker that prepares everything at once, refuses what begins with 0, and breaks at what comes after a recording
 * that begins with 1. Its media type says how many recordings it was given.
 */
const BREAKS = `
  const { parentPort } = require('node:worker_threads');
  let isBroken = false;
  let given = 0;
  parentPort.on('message', ({ bytes }) => {
    if (isBroken) throw new Error('broken');
    isBroken = bytes[0] === 1;
    given += 1;
    parentPort.postMessage(
      bytes[0] === 0 ? { refused: 'damaged' } : { audio: bytes, mediaType: String(given), duration: bytes[0] },
    );
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

test('a worker prepares the next recording too, but none after a file that was refused', async () => {
  const prepare = await prepareInBreakingWorker();
  const prepared = await Promise.all([2, 2, 0, 2].map(first => prepare(Uint8Array.of(first))));
  expect(prepared.map(one => ('refused' in one ? one.refused : one.mediaType))).toEqual([
    '1',
    '2',
    'damaged',
    '1',
  ]);
});
