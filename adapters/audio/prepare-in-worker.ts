import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { RECORDING_LIMITS, type RecordingLimits } from '../../core/message/recording/recording-limits.ts';
import type { Prepared, PrepareRecording } from '../../services/ports/prepare-recording.ts';
import { loadAudioWorker } from '../esbuild/audio-worker.ts';
import type { AudioWork } from './audio.worker.ts';

/** A worker's own JavaScript objects, in megabytes. Samples lie outside and are limited by the length of the recording. */
const HEAP = 64;
/** How long a worker without work is kept: starting one takes longer than preparing a short recording. */
const KEPT: Duration = seconds(10);

/**
 * Prepares recordings in a worker thread. The thread can be stopped, and is stopped after a while without work, which frees
 * its memory. Recordings are prepared one after the other, so that memory is needed for only one at a time. After a refused
 * file the thread is not used again. The limits are those of a microphone unless given.
 */
export function prepareInWorker(limits: RecordingLimits = RECORDING_LIMITS): PrepareRecording {
  let last: Promise<unknown> = Promise.resolve();
  let kept: Worker | undefined;
  let ending: NodeJS.Timeout | undefined;

  async function prepareNext(bytes: Uint8Array): Promise<Prepared> {
    clearTimeout(ending);
    const worker = kept;
    if (!worker) return prepareIn(await start(), bytes);
    kept = undefined;
    // What an earlier recording has left behind in the thread must not fail this one.
    return prepareIn(worker, bytes).catch(async () => prepareIn(await start(), bytes));
  }

  async function prepareIn(worker: Worker, bytes: Uint8Array): Promise<Prepared> {
    worker.ref();
    let prepared: Prepared | undefined;
    try {
      prepared = await runWorker(worker, { bytes, limits });
    } finally {
      worker.unref();
      if (prepared && !('refused' in prepared)) keep(worker);
      else void worker.terminate();
    }
    return prepared;
  }

  function keep(worker: Worker): void {
    kept = worker;
    ending = setTimeout(() => {
      kept = undefined;
      void worker.terminate();
    }, KEPT).unref();
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
  // The worker ends after an error, and `runWorker` notices that.
  return worker.on('error', () => {});
}

/** Lets a worker prepare a recording. Rejects if the worker ends first; it cannot be used again then. */
async function runWorker(worker: Worker, work: AudioWork): Promise<Prepared> {
  const settled = new AbortController();
  const { signal } = settled;
  const timer = setTimeout(() => settled.abort(), work.limits.time);
  try {
    worker.postMessage(work, []);
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
