import { join } from 'node:path';
import { openDocuments, type SqliteDocuments } from '../../../adapters/sqlite/sqlite-documents.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { memoryDocuments } from '../memory/memory-documents.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A sequence of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same things in another order. */
export function shuffled<T>(things: readonly T[], random: () => number): T[] {
  return things
    .map((thing): [number, T] => [random(), thing])
    .sort(([a], [b]) => a - b)
    .map(([, thing]) => thing);
}

/**
 * Documents that answer each get, overview and put after more or fewer turns of the event loop, so that requests
 * overtake each other.
 */
export function unsteady(documents: Documents, random: () => number): Documents {
  const pass = async () => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns--) await new Promise(setImmediate);
  };
  return {
    ...documents,
    async get(household, kind, id) {
      await pass();
      const found = await documents.get(household, kind, id);
      await pass();
      return found;
    },
    async overview(household, options) {
      await pass();
      const found = await documents.overview(household, options);
      await pass();
      return found;
    },
    async put(document, ifVersion, also) {
      await pass();
      const stored = await documents.put(document, ifVersion, also);
      await pass();
      return stored;
    },
  };
}

/** A store for a race, as several processes hold it: each runner gets the next of its connections. */
export type Racecourse = { connections: Documents[]; close: () => void };

export const racecourses: Record<string, () => Racecourse> = {
  memory: () => ({ connections: [memoryDocuments()], close: () => {} }),
  SQLite: () => {
    const folder = temporaryFolder();
    const connections: SqliteDocuments[] = Array.from({ length: 3 }, () =>
      openDocuments(join(folder.path, 'documents.db'), () => undefined),
    );
    return {
      connections,
      close() {
        for (const connection of connections) connection.close();
        folder.remove();
      },
    };
  },
};
