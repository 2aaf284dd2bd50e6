import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { prepareInWorker } from '../adapters/audio/prepare-in-worker.ts';
import { audioWorkerBeside, writeAudioWorkerBeside } from '../infra/build/audio-worker-beside.ts';
import { bundling } from '../infra/build/build-function.ts';
import { builtinsByCall } from '../infra/build/builtins-by-call.ts';
import { aFlac } from '../test/support/audio/a-flac.ts';
import { aWav } from '../test/support/audio/a-wav.ts';
import { aFile, packetsOf, someAac } from '../test/support/audio/containers.ts';
import { hostileFiles } from '../test/support/audio/hostile.ts';
import { speechLike } from '../test/support/audio/sound.ts';
import { recordInBrowser } from '../test/support/browser/record-in-browser.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { interleave, type Part, type Row, row } from './part.ts';

const MINUTE = 60_000;

type Figures = { became: string; milliseconds: number; mebibytes: number };

/** The short form has no browser to record in, and no file that is made to do harm. */
async function aMinuteOfEach(short: boolean): Promise<Record<string, Uint8Array>> {
  const said = speechLike(24_000, MINUTE);
  const wav = aWav([said.samples], said.rate);
  if (short) return { 'WAV at 24 kHz': wav };
  const [recorded] = await recordInBrowser(['audio/webm;codecs=opus'], MINUTE);
  if (!recorded) throw new Error('The browser recorded nothing.');
  const mp3 = await prepareInWorker()(wav);
  if ('refused' in mp3) throw new Error(mp3.refused);
  return {
    'Opus at 48 kHz, from Chromium': recorded.bytes,
    'WAV at 24 kHz': wav,
    'FLAC at 24 kHz': aFlac(said.samples, said.rate),
    'MP3 at 24 kHz, as from Polly': mp3.audio,
    'AAC at 48 kHz': await aFile('fragmented mp4', [someAac((MINUTE * 48) / 1_024)]),
  };
}

/** Each file runs as it is built, in a process of its own, on one core. */
export const recordings: Part = {
  name: 'recordings',
  about: 'A minute of audio into its final form, and files that were made to do harm.',
  async run({ short }) {
    const folder = temporaryFolder();
    await build({
      ...bundling,
      target: 'node20',
      entryPoints: [join(import.meta.dirname, 'prepare-recording.ts')],
      outfile: join(folder.path, 'prepare.mjs'),
      plugins: [builtinsByCall, audioWorkerBeside],
    });
    await writeAudioWorkerBeside(folder.path);
    const prepare = (name: string, audio: Uint8Array): Figures => {
      const file = join(folder.path, 'audio');
      writeFileSync(file, audio);
      const program = [process.execPath, join(folder.path, 'prepare.mjs'), file];
      const { stdout, stderr } = spawnSync('taskset', ['-c', '0', ...program], { encoding: 'utf8' });
      if (stdout === '') throw new Error(`${name}: ${stderr}`);
      return JSON.parse(stdout) as Figures;
    };
    try {
      const minutes = await aMinuteOfEach(short);
      const memory: Record<string, number[]> = {};
      const broken = new Set<string>();
      const measures = Object.entries(minutes).map(([name, audio]) => [
        name,
        () => {
          const { became, milliseconds, mebibytes } = prepare(name, audio);
          if (!became.startsWith('audio/')) broken.add(`A minute of ${name} is refused: ${became}.`);
          (memory[name] ??= []).push(mebibytes);
          return milliseconds;
        },
      ]);
      const times = await interleave(
        short ? 1 : 5,
        Object.fromEntries(measures) as Record<string, () => number>,
      );
      const rows = Object.entries(times).flatMap(([name, values]): Row[] => [
        row(`a minute of ${name}`, 'ms', values),
        row(`a minute of ${name}, memory`, 'MiB', memory[name] ?? []),
      ]);
      const recorded = minutes['Opus at 48 kHz, from Chromium'];
      const mp3 = minutes['MP3 at 24 kHz, as from Polly'];
      if (recorded && mp3) rows.push(...(await hostileRows(recorded, mp3, prepare)));
      return { rows, broken: [...broken] };
    } finally {
      folder.remove();
    }
  },
};

/** One value for each file. */
async function hostileRows(
  recorded: Uint8Array,
  mp3: Uint8Array,
  prepare: (name: string, audio: Uint8Array) => Figures,
): Promise<Row[]> {
  const opus = await packetsOf(recorded);
  const first = { ...opus, packets: opus.packets.slice(0, 20) };
  const files = await hostileFiles(first, 0, mp3.slice(0, 8_000));
  const figures = files.map(({ name, bytes }) => prepare(name, bytes));
  return [
    row(
      `${files.length} files made to do harm`,
      'ms',
      figures.map(one => one.milliseconds),
    ),
    row(
      `${files.length} files made to do harm, memory`,
      'MiB',
      figures.map(one => one.mebibytes),
    ),
  ];
}
