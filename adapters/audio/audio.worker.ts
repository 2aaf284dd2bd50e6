import { parentPort } from 'node:worker_threads';
import type { RecordingLimits } from '../../core/message/recording/recording-limits.ts';
import { prepare } from './prepare.ts';

/** A recording to prepare. The worker thread posts the result back. */
export type AudioWork = { bytes: Uint8Array; limits: RecordingLimits };

parentPort?.on('message', ({ bytes, limits }: AudioWork) => {
  void prepare(bytes, limits).then(prepared => parentPort?.postMessage(prepared, []));
});
