import { type Part, type PartResult, ratios, type Row, row } from './part.ts';
import { aMicrophone, prepared } from './pipeline/a-recording.ts';
import { aClient } from './pipeline/ask.ts';
import type { Contender, Legs } from './pipeline/contender.ts';
import { measureLimits } from './pipeline/limits.ts';
import { startMailSink } from './pipeline/mail-sink.ts';
import { startNodeRed } from './pipeline/node-red.ts';
import { startSecondYes } from './pipeline/second-yes.ts';

/** How many messages are on their way at once, and how many are sent in a round. The short form skips a load with none. */
const LOADS = [
  { atOnce: 1, messages: 100, short: 4 },
  { atOnce: 16, messages: 500, short: 32 },
  { atOnce: 64, messages: 500, short: 0 },
] as const;
const ROUNDS = { long: 5, short: 1 };
/** Enough households that none of them comes near the limits of the API, which are in force. */
const HOUSEHOLDS = { long: 400, short: 16 };

type Measured = { rate: number; cpu: number; legs: Legs[] };

/** Sends `messages` messages, `atOnce` at the same time, and gives what was measured. */
async function sendMany(
  contender: Contender,
  { atOnce, messages }: { atOnce: number; messages: number },
): Promise<Measured> {
  const legs: Legs[] = [];
  let left = messages;
  const before = contender.cpu();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async (_, number) => {
      const ask = aClient(number);
      while (left-- > 0) legs.push(await contender.send(ask));
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  return { rate: messages / seconds, cpu: (contender.cpu() - before) / messages, legs };
}

/** The way of a message from the Echo to the mail server. */
export const pipeline: Part = {
  name: 'pipeline',
  about:
    'Hold, list, listen, release and mail recordings of 200 kB in many households; beside Node-RED if the environment variable NODERED names its folder.',
  async run({ short }): Promise<PartResult> {
    const sound = aMicrophone();
    const audio = await prepared(sound);
    const preparing = [];
    for (let round = 0; round < (short ? 1 : ROUNDS.long); round += 1) {
      const { user, system } = process.cpuUsage();
      await prepared(sound);
      preparing.push((process.cpuUsage().user + process.cpuUsage().system - user - system) / 1_000);
    }
    const sink = await startMailSink();
    const contenders: Contender[] = [
      await startSecondYes(sink, { audio, households: short ? HOUSEHOLDS.short : HOUSEHOLDS.long }),
    ];
    const home = process.env['NODERED'];
    const node = process.env['NODERED_NODE'] ?? process.execPath;
    if (home) contenders.push(await startNodeRed(sink, { audio, home, node }));

    const loads = LOADS.filter(load => !short || load.short > 0);
    const measured = new Map<string, Measured[]>();
    const of = (contender: Contender, atOnce: number): Measured[] => {
      const name = `${contender.name} ${atOnce}`;
      const some = measured.get(name) ?? [];
      measured.set(name, some);
      return some;
    };
    try {
      for (const contender of contenders) await sendMany(contender, { atOnce: 4, messages: short ? 4 : 100 });
      for (let round = 0; round < (short ? ROUNDS.short : ROUNDS.long); round += 1)
        for (const load of loads)
          for (const contender of contenders)
            of(contender, load.atOnce).push(
              await sendMany(contender, { ...load, messages: short ? load.short : load.messages }),
            );
      const rows = loads.flatMap(({ atOnce }) => [
        ...contenders.flatMap((contender, place) =>
          rowsOf(
            `${contender.name}, ${atOnce} at once`,
            of(contender, atOnce),
            place === 0 && atOnce === 16 ? { atMost: 7 } : undefined,
          ),
        ),
        ...contenders.slice(1).map(other =>
          row(
            `Second Yes to ${other.name}, ${atOnce} at once`,
            'times',
            ratios(
              of(contenders[0] as Contender, atOnce).map(({ rate }) => rate),
              of(other, atOnce).map(({ rate }) => rate),
            ),
            atOnce === 16 ? { atLeast: 1 } : undefined,
          ),
        ),
      ]);
      rows.push(
        row('preparing a recording, before its way', 'ms of CPU', preparing),
        ...measureLimits(audio, short ? 10 : 200),
        ...contenders.map(({ name, peak }) => row(`${name}, most memory`, 'MiB', [peak()], { atMost: 200 })),
      );
      const lost = sink.unexpected();
      return { rows, broken: lost > 0 ? [`${lost} mails arrived that nobody released.`] : [] };
    } finally {
      for (const { stop } of contenders) await stop();
      sink.stop();
    }
  },
};

const LEGS = ['all', 'hold', 'list', 'listen', 'release', 'mail'] as const;

function rowsOf(name: string, rounds: readonly Measured[], reach?: Row['reach']): Row[] {
  const rates = rounds.map(({ rate }) => rate);
  const cpu = rounds.map(one => one.cpu);
  const known = LEGS.filter(leg => rounds[0]?.legs[0]?.[leg] !== undefined);
  return [
    row(`${name}: messages`, 'a second', rates),
    row(`${name}: server, a message`, 'ms of CPU', cpu, reach),
    ...known.flatMap(leg => {
      const took = rounds.map(({ legs }) => legs.map(one => one[leg] ?? 0));
      const at = (share: number) => took.map(some => percentile(some, share));
      return [row(`${name}: ${leg}, p50`, 'ms', at(0.5)), row(`${name}: ${leg}, p99`, 'ms', at(0.99))];
    }),
  ];
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
