import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file beside a built program that has the worker of recordings. It may be replaced by another build of its parts. */
export const AUDIO_WORKER_FILE = 'audio.worker.cjs';

let read: Promise<string> | undefined;

/** Replaces `loadAudioWorker` of `adapters/esbuild/audio-worker.ts` in what is built. */
export const loadAudioWorker = (): Promise<string> =>
  (read ??= readFile(join(import.meta.dirname, AUDIO_WORKER_FILE), 'utf8'));
