import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { RECORDING_LIMITS, type RecordingLimits } from '../../core/message/recording/recording-limits.ts';
import type { Prepared, PrepareRecording } from '../../services/ports/prepare-recording.ts';
import { loadAudioWorker } from '../esbuild/audio-worker.ts';
import type { AudioWork } from './audio.worker.ts';

/** A worker's own JavaScript objects, in megabytes. Samples lie outside and are limited by the length of the recording. */
const HEAP = 64;
/** How long a worker without work is kept: to start one takes longer than to prepare a short recording. */
const KEPT: Duration = seconds(10);

/**
 * Prepares recordings in a worker thread, which can be ended, and gives the memory back when there is no more work. They are
 * prepared one after the other, so that many do not take the memory of many, and after a file that is refused the thread is
 * not used again. The limits are those of a microphone unless given.
 */
export function prepareInWorker(limits: RecordingLimits = RECORDING_LIMITS): PrepareRecording {
  let last: Promise<unknown> = Promise.resolve();
  let kept: Worker | undefined;
  let ending: NodeJS.Timeout | undefined;

  async function prepareNext(bytes: Uint8Array): Promise<Prepared> {
    clearTimeout(ending);
    const worker = kept ?? (await start());
    kept = undefined;
    worker.ref();
    const prepared = await runWorker(worker, { bytes, limits }).finally(() => worker.unref());
    if ('refused' in prepared) void worker.terminate();
    else {
      kept = worker;
      ending = setTimeout(() => {
        kept = undefined;
        void worker.terminate();
      }, KEPT).unref();
    }
    return prepared;
  }

  async function start(): Promise<Worker> {
    const worker = startWorker(await loadAudioWorker());
    return worker.once('exit', () => {
      if (kept === worker) kept = undefined;
    });
  }

  return bytes => {
    if (bytes.length > limits.bytes) return Promise.resolve({ refused: 'recording-too-large' });
    const done = last.then(() => prepareNext(bytes));
    last = done.catch(() => {});
    return done;
  };
}

function startWorker(script: string): Worker {
  const worker = new Worker(script, {
    eval: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
    // Its libraries print what they think of a broken file.
    stdout: true,
    stderr: true,
  });
  // It also ends then, which whoever waits for it notices.
  return worker.on('error', () => {});
}

/** Lets a worker prepare a recording. Rejects if the worker ends before, and then it cannot be used again. */
async function runWorker(worker: Worker, work: AudioWork): Promise<Prepared> {
  const settled = new AbortController();
  const { signal } = settled;
  const timer = setTimeout(() => settled.abort(), work.limits.time);
  worker.postMessage(work, []);
  try {
    return await Promise.race([
      once(worker, 'message', { signal }).then(([prepared]) => prepared as Prepared),
      once(worker, 'exit', { signal }).then(([code]) => {
        throw new Error(`Preparing the recording stopped midway (${code}).`);
      }),
    ]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (signal.aborted || code === 'ERR_WORKER_OUT_OF_MEMORY') return { refused: 'took-too-long' };
    throw error;
  } finally {
    clearTimeout(timer);
    settled.abort();
  }
}
