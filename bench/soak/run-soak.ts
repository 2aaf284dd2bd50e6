import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ask, aClient } from '../pipeline/ask.ts';
import { startMailSink } from '../pipeline/mail-sink.ts';
import { startSecondYes } from '../pipeline/second-yes.ts';
import { MOST_HELD } from '../../core/household/pauses.ts';
import { minutes, seconds } from '../../core/household/instant.ts';
import { judgeFlatness, type Tolerance, type Verdict } from './flatness.ts';
import { databaseBytes, type Figures, lookAt, p99Of, type Sample } from './take-sample.ts';

/**
 * What may grow over the second half of a run. Memory: a leak of about 10 kB a message shows in the usual run. Handles and
 * files: a few, for the messages that are on their way. Times: more, because other work shares the machine.
 */
const TOLERANCES: Readonly<Record<keyof Figures, Tolerance>> = {
  memory: { share: 0.05, amount: 0 },
  handles: { share: 0.05, amount: 3 },
  files: { share: 0.02, amount: 5 },
  cpu: { share: 0.15, amount: 0 },
  p99: { share: 0.5, amount: 20 },
};

/** Other work on the same cores makes these longer: the CPU too, because two cores may be one with two threads. */
const TIMES: readonly (keyof Figures)[] = ['cpu', 'p99'];

export type Soaked = {
  messages: number;
  /** Messages that could not begin at their time, because all clients were busy. */
  skipped: number;
  /** What went wrong, as whole sentences. */
  broken: string[];
  samples: Sample[];
  verdicts: Record<keyof Figures, Verdict>;
  /** Whether other work kept the cores busy. Then the times say nothing of the server, and they are not judged. */
  wasBusy: boolean;
  /** What a message leaves in the database: its document and its story, for the history. */
  bytesOfMessage: number;
};

export type SoakOptions = {
  /** In seconds. */
  duration: number;
  /** Messages a second. */
  rate: number;
  /** Seconds between samples. */
  every: number;
  /** Seconds without load before a sample. */
  rest: number;
  audio: Buffer;
  report?: (sample: Sample) => void;
};

const MOST_CLIENTS = 16;
/** Over how many messages the 99th percentile is taken. */
const LATELY = 200;
/** A mail that has not come after this is lost, in milliseconds. */
const PATIENCE = 60_000;

/**
 * Keeps a home server under a steady load: messages of many households, held by voice, listed, listened to, released
 * with real signatures and mailed. They begin at regular times, and not as fast as possible. The server is looked at
 * from outside while no message is on its way, so that only what it keeps is seen. Content is erased at delivery, so
 * that a steady state is reached.
 */
export async function runSoak({ duration, rate, every, rest, audio, report }: SoakOptions): Promise<Soaked> {
  const sink = await startMailSink();
  const households = householdsFor(rate, duration);
  const clients = Math.min(MOST_CLIENTS, households);
  const server = await startSecondYes(sink, {
    audio,
    households,
    settings: { retention: 0 },
  });
  const broken: string[] = [];
  const lately: number[] = [];
  const samples: Soaked['samples'] = [];
  const free: Ask[] = Array.from({ length: clients }, (_, number) => aClient(number));
  const running = new Set<Promise<void>>();
  let [messages, skipped] = [0, 0];

  function begin(): void {
    const ask = free.pop();
    if (!ask) return void (skipped += 1);
    const sent = send(ask).finally(() => {
      free.push(ask);
      running.delete(sent);
    });
    running.add(sent);
  }

  /** Waits until nothing is on its way. */
  async function settle(): Promise<void> {
    await Promise.race([Promise.all(running), wait(PATIENCE, undefined, { ref: false })]);
  }

  async function send(ask: Ask): Promise<void> {
    try {
      const { all } = await server.send(ask);
      messages += 1;
      lately.push(all);
      if (lately.length > LATELY) lately.shift();
    } catch (error) {
      broken.push(`A message failed: ${String(error)}`);
    }
  }

  try {
    const before = databaseBytes(server.dataDir);
    const begun = performance.now();
    let seen = { cpu: server.cpu(), count: 0 };
    for (let round = 0; round < duration / every; round += 1) {
      const timer = setInterval(begin, 1_000 / rate);
      await wait((every - rest) * 1_000);
      clearInterval(timer);
      await settle();
      await wait(rest * 1_000);
      const [cpu, count] = [server.cpu(), messages];
      const sample = {
        at: (performance.now() - begun) / 1_000,
        ...lookAt(server.pid, server.dataDir),
        cpu: (cpu - seen.cpu) / Math.max(1, count - seen.count),
        p99: p99Of(lately),
        load: loadavg()[0] ?? 0,
      };
      seen = { cpu, count };
      samples.push(sample);
      report?.(sample);
    }
    if (running.size > 0) broken.push(`${running.size} messages did not arrive.`);
    if (sink.unexpected() > 0) broken.push(`${sink.unexpected()} mails arrived that nobody waited for.`);
    const bytesOfMessage = (databaseBytes(server.dataDir) - before) / messages;
    return { messages, skipped, broken, samples, ...judge(samples), bytesOfMessage };
  } finally {
    await server.stop();
    sink.stop();
  }
}

/** Judges every figure of the samples. Where other work kept the cores busy, longer times are no verdict on the server. */
export function judge(samples: readonly Sample[]): Pick<Soaked, 'verdicts' | 'wasBusy'> {
  const half = samples.slice(samples.length >> 1);
  const wasBusy = half.filter(({ load }) => load > availableParallelism()).length > half.length / 2;
  const verdictOn = (name: keyof Figures): Verdict => {
    const readings = samples.map(sample => ({ at: sample.at, value: sample[name] }));
    const verdict = judgeFlatness(readings, TOLERANCES[name]);
    return wasBusy && TIMES.includes(name) ? { ...verdict, flat: true } : verdict;
  };
  const names = Object.keys(TOLERANCES) as (keyof Figures)[];
  const verdicts = Object.fromEntries(names.map(name => [name, verdictOn(name)])) as Soaked['verdicts'];
  return { verdicts, wasBusy };
}

/** A room holds a limited number of messages an hour. One room is counted for each household, though it has three. */
function householdsFor(rate: number, duration: number): number {
  const within = Math.min(duration, MOST_HELD.within / seconds(1));
  return Math.max(2, Math.ceil((1.2 * rate * within) / MOST_HELD.room));
}

export const inMinutes = (count: number): number => minutes(count) / seconds(1);
