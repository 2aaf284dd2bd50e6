import { parseArgs } from 'node:util';
import { aRecording } from '../pipeline/a-recording.ts';
import { inMinutes, runSoak } from './run-soak.ts';
import type { Figures } from './take-sample.ts';

/**
 * `npm run soak [-- --minutes N] [--rate R] [--json]` keeps a home server under a steady load of R messages a second and
 * ends with 1 if memory, handles, files, CPU or the 99th percentile of the times grow, or if a message is lost. On a machine
 * that is busy with other work the last two are only shown.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '12' },
    rate: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
if (!(minutes > 0 && rate > 0)) {
  console.error('npm run soak [-- --minutes N] [--rate R] [--json], where N and R are more than 0');
  process.exit(2);
}

const UNITS: Readonly<Record<keyof Figures, string>> = {
  memory: 'MiB',
  handles: '',
  files: '',
  cpu: 'ms',
  p99: 'ms',
};
const names = Object.keys(UNITS) as (keyof Figures)[];
const figure = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });
const duration = inMinutes(minutes);

if (!values.json) console.log(['seconds', ...names, 'load'].map(name => name.padStart(10)).join(''));
const soaked = await runSoak({
  duration,
  rate,
  every: Math.min(20, duration / 20),
  rest: 6,
  audio: await aRecording(),
  report(sample) {
    if (values.json) return;
    console.log(
      [sample.at, ...names.map(name => sample[name]), sample.load]
        .map(value => figure(value).padStart(10))
        .join(''),
    );
  },
});
const { messages, skipped, broken, verdicts, wasBusy, bytesOfMessage } = soaked;
if (values.json) console.log(JSON.stringify(soaked, undefined, 2));
else {
  console.log(
    `\n${messages} messages, ${skipped} skipped; each leaves ${figure(bytesOfMessage)} bytes in the database`,
  );
  for (const name of names) {
    const { level, growth, allowed, flat } = verdicts[name];
    const unit = UNITS[name];
    console.log(
      `${name.padEnd(8)} ${figure(level)} ${unit}, grew by ${figure(growth)} of ${figure(allowed)} allowed: ${flat ? 'flat' : 'NOT FLAT'}`,
    );
  }
  if (wasBusy) console.log('The machine was busy with other work: cpu and p99 are shown and not judged.');
  for (const sentence of broken) console.log(`Broken: ${sentence}`);
}
process.exitCode = broken.length > 0 || names.some(name => !verdicts[name].flat) ? 1 : 0;
