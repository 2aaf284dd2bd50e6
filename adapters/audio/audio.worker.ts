import { parentPort } from 'node:worker_threads';
import type { RecordingLimits } from '../../core/message/recording/recording-limits.ts';
import { prepare } from './prepare.ts';

/** One recording for the worker thread of `prepareInWorker`, which posts what came of it. */
export type AudioWork = { bytes: Uint8Array; limits: RecordingLimits };

parentPort?.on('message', ({ bytes, limits }: AudioWork) => {
  void prepare(bytes, limits).then(prepared => parentPort?.postMessage(prepared, []));
});
