import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { seconds } from '../core/household/instant.ts';
import { OUTBOX } from '../home/data-folder.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { aHome } from './a-home.ts';
import { growHome } from './growth.ts';
import { interleave, type Part, ratios, type Row, row } from './part.ts';
import { plantReleased } from './plant-messages.ts';
import { type PROGRAMS, startServer } from './start-server.ts';

const MOST_MEMORY = { atMost: 110 };
/** How long deliveries may take, in milliseconds. */
const PATIENCE = 600_000;

/** Milliseconds to the first answer, and MiB of the processes then. */
async function startOnce(program: keyof typeof PROGRAMS, folder: string): Promise<[number, number]> {
  const server = await startServer(program, folder);
  const memory = server.memory();
  await server.stop();
  return [server.took, memory];
}

async function startRows({ messages, rounds }: { messages: number; rounds: number }): Promise<Row[]> {
  const empty = temporaryFolder();
  const grown = await growHome(messages);
  grown.home.closeDatabase();
  try {
    // The first start builds.
    await startOnce('node', empty.path);
    const memory: Record<keyof typeof PROGRAMS, number[]> = { node: [], npm: [] };
    const start = (program: keyof typeof PROGRAMS, folder: string) => async () => {
      const [took, mebibytes] = await startOnce(program, folder);
      if (folder === empty.path) memory[program].push(mebibytes);
      return took;
    };
    const times = await interleave(rounds, {
      node: start('node', empty.path),
      npm: start('npm', empty.path),
      grown: start('node', grown.home.folder),
    });
    return [
      row('by node, to the first answer', 'ms', times.node, { atMost: 400 }),
      row('by npm start, to the first answer', 'ms', times.npm, { atMost: 700 }),
      row(`by node with ${grown.name}`, 'ms', times.grown),
      row(`with ${grown.name} over empty`, 'times', ratios(times.grown, times.node), { atMost: 1.2 }),
      row('by node, memory', 'MiB', memory.node, MOST_MEMORY),
      row('by npm start, memory', 'MiB', memory.npm),
    ];
  } finally {
    empty.remove();
    grown.home.close();
  }
}

/** What an empty server uses while nobody asks it anything. */
async function idleRows(idle: number): Promise<Row[]> {
  const folder = temporaryFolder();
  const server = await startServer('node', folder.path);
  // What the start leaves to be done is not idling.
  await new Promise(resolve => setTimeout(resolve, seconds(2)));
  const [begun, before] = [performance.now(), server.cpu()];
  await new Promise(resolve => setTimeout(resolve, idle));
  const share = ((server.cpu() - before) / (performance.now() - begun)) * 100;
  const memory = server.memory();
  await server.stop();
  folder.remove();
  return [row('idle, CPU', '%', [share], { atMost: 0.5 }), row('idle, memory', 'MiB', [memory], MOST_MEMORY)];
}

/** The courier brings released messages to the outbox. */
async function deliveryRows(count: number): Promise<Row[]> {
  const home = await aHome({ contacts: 1, links: 3 });
  let memory = Number.NaN;
  try {
    await plantReleased(home, count);
    home.closeDatabase();
    const outbox = join(home.folder, OUTBOX);
    mkdirSync(outbox, { mode: 0o700 });
    const server = await startServer('node', home.folder);
    try {
      const giveUpAt = performance.now() + PATIENCE;
      while (readdirSync(outbox).length < count) {
        if (performance.now() > giveUpAt) throw new Error(`Fewer than ${count} messages are delivered.`);
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      memory = server.memory();
    } finally {
      await server.stop();
    }
    return [row(`after ${count.toLocaleString('en')} deliveries, memory`, 'MiB', [memory])];
  } finally {
    home.close();
  }
}

export const start: Part = {
  name: 'start',
  about: 'The home server as it is built: its start, what it uses while idle, and after messages.',
  async run({ short }) {
    const sizes = short ? { messages: 1_000, rounds: 1 } : { messages: 1_000_000, rounds: 9 };
    return {
      rows: [
        ...(await startRows(sizes)),
        ...(await idleRows(seconds(short ? 1 : 60))),
        ...(await deliveryRows(short ? 20 : 1_000)),
      ],
      broken: [],
    };
  },
};
