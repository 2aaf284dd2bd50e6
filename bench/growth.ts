import { join } from 'node:path';
import type { MessageId } from '../core/household/ids.ts';
import { DATABASE } from '../home/data-folder.ts';
import { aHome, type Home } from './a-home.ts';
import { interleave, type Part, ratios, type Row, row } from './part.ts';
import { plantOver } from './plant-messages.ts';
import { startServer } from './start-server.ts';

const SIZES = [100, 10_000, 1_000_000];
const FLAT = { atMost: 1.2 };
/** How many messages the phone API lists at once. */
const LISTED = 200;

type Grown = { name: string; home: Home; listed: number; hundredth: MessageId };

/** A household that has had this many messages: all are over, and their content is erased. */
export async function growHome(size: number): Promise<Grown> {
  const home = await aHome({ contacts: 1, links: 3 });
  await home.hold();
  await home.finish();
  await home.erase();
  const [over] = await home.documents.list(home.household, 'message', { limit: 1 });
  if (over?.state !== 'delivered' || over.erasedAt === undefined) throw new Error('A message is not over.');
  const ids = plantOver(join(home.folder, DATABASE), over, size);
  return {
    name: `${size.toLocaleString('en')} messages`,
    home,
    listed: Math.min(size, LISTED),
    hundredth: ids.at(-101) ?? over.id,
  };
}

/** Takes one message through all steps, and lists the oldest messages. The time of `list` is that of 100 messages. */
async function measureSteps({ home, listed, hundredth }: Grown): Promise<Record<string, number>> {
  const hold = await home.hold();
  const newest = (await home.list()).messages.length;
  const oldest = await home.list(hundredth);
  if (newest < listed) throw new Error(`${newest} messages are listed of ${listed}.`);
  if (oldest.messages.length !== 100 || oldest.messages.some(({ id }) => id >= hundredth))
    throw new Error('The oldest hundred messages are not listed.');
  const { list, ...rest } = await home.finish();
  return { hold, 'list 100': (list / newest) * 100, 'list the oldest 100': oldest.took, ...rest };
}

export const growth: Part = {
  name: 'growth',
  about:
    'Start, hold, list, answer and deliver in a household that has had 100, 10,000 or 1,000,000 messages.',
  async run({ short }) {
    const [sizes, rounds] = short ? [SIZES.slice(0, 2), 1] : [SIZES, 40];
    const grown: Grown[] = [];
    try {
      for (const size of sizes) grown.push(await growHome(size));
      for (const one of grown) await measureSteps(one);
      const steps: Record<string, number[][]> = {};
      for (let round = 0; round < rounds; round += 1)
        for (const [index, one] of grown.entries())
          for (const [step, took] of Object.entries(await measureSteps(one)))
            ((steps[step] ??= grown.map(() => []))[index] as number[]).push(took);

      // The part "start" has a short form of its own.
      const started = short ? {} : { start: await measureStarts(grown) };
      return { rows: Object.entries({ ...started, ...steps }).flatMap(rowsOf), broken: [] };
    } finally {
      for (const { home } of grown) home.close();
    }

    function rowsOf([step, series]: [string, number[][]]): Row[] {
      const [fewest = [], most = []] = [series[0], series.at(-1)];
      return [
        ...series.map((values, index) => row(`${step}, ${grown[index]?.name}`, 'ms', values)),
        row(`${step}: most messages over fewest`, 'times', ratios(most, fewest), FLAT),
      ];
    }
  },
};

/** Milliseconds from the start of the server to its first answer, for each household, one a round. */
async function measureStarts(grown: readonly Grown[]): Promise<number[][]> {
  for (const { home } of grown) home.closeDatabase();
  const measures = grown.map(({ name, home }) => [name, () => startOnce(home.folder)] as const);
  // The first start builds.
  await measures[0]?.[1]();
  return Object.values(await interleave(9, Object.fromEntries(measures)));
}

async function startOnce(folder: string): Promise<number> {
  const server = await startServer('node', folder);
  await server.stop();
  return server.took;
}
