import { parentPort, workerData } from 'node:worker_threads';
import type { RecordingLimits } from '../../core/message/recording/recording-limits.ts';
import { prepare } from './prepare.ts';

/** The worker thread of `audioWorker`: prepares one recording and posts what came of it. */
export type AudioWork = { bytes: Uint8Array; limits: RecordingLimits };

const { bytes, limits } = workerData as AudioWork;
void prepare(bytes, limits).then(prepared => parentPort?.postMessage(prepared, []));
