import { Worker } from 'node:worker_threads';
import { RECORDING_LIMITS, type RecordingLimits } from '../../core/message/recording/recording-limits.ts';
import type { Prepared, PrepareRecording } from '../../services/ports/prepare-recording.ts';
import { loadAudioWorker } from '../esbuild/audio-worker.ts';
import type { AudioWork } from './audio.worker.ts';

/** A worker's own JavaScript objects, in megabytes. Samples lie outside and are limited by the length of the recording. */
const HEAP = 64;

/**
 * Prepares recordings in a worker thread: each in one of its own, which gives the memory back and can be ended, and one
 * after the other, so that many do not take the memory of many. The limits are those of a microphone unless given.
 */
export function prepareInWorker(limits: RecordingLimits = RECORDING_LIMITS): PrepareRecording {
  let last: Promise<unknown> = Promise.resolve();
  return bytes => {
    if (bytes.length > limits.bytes) return Promise.resolve({ refused: 'recording-too-large' });
    const done = last.then(() => runWorker({ bytes, limits }));
    last = done.catch(() => {});
    return done;
  };
}

async function runWorker(work: AudioWork): Promise<Prepared> {
  const script = await loadAudioWorker();
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, {
      eval: true,
      workerData: work,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP },
      // Its libraries print what they think of a broken file.
      stdout: true,
      stderr: true,
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    const refuse = (): void => end(() => resolve({ refused: 'took-too-long' }));
    const timer = setTimeout(refuse, work.limits.time);
    worker.once('message', (prepared: Prepared) => end(() => resolve(prepared)));
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refuse() : end(() => reject(error)),
    );
    worker.once('exit', code =>
      end(() => reject(new Error(`Preparing the recording stopped midway (${code}).`))),
    );
  });
}
