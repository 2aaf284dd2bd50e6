import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRecordings } from '../../../adapters/files/file-recordings.ts';
import type { HouseholdId, MessageId } from '../../../core/household/ids.ts';
import { recordingsContract } from '../recordings-contract.ts';
import { startChild } from '../../support/home/child.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const key = { household: 'home' as HouseholdId, message: 'message-1' as MessageId };
const bytes = new Uint8Array([1, 2, 3]);

recordingsContract('files', async () => {
  const folder = temporaryFolder();
  return {
    recordings: await openRecordings(join(folder.path, 'recordings')),
    close: async () => folder.remove(),
  };
});

describe('the recordings folder', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let dir: string;
  beforeEach(() => {
    folder = temporaryFolder();
    dir = join(folder.path, 'recordings');
  });
  afterEach(() => folder.remove());

  const modeOf = (path: string) => statSync(path).mode & 0o777;
  const everyFile = () =>
    readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());

  test('files and folders of recordings are readable by this user only', async () => {
    const digest = await (await openRecordings(dir)).put(key, bytes);
    const message = join(dir, 'home', 'message-1');
    expect([dir, join(dir, 'home'), message].map(modeOf)).toEqual([0o700, 0o700, 0o700]);
    expect(modeOf(join(message, digest))).toBe(0o600);
  });

  test('after a put the recordings folder has the content and no temporary file', async () => {
    const digest = await (await openRecordings(dir)).put(key, bytes);
    expect(everyFile().map(({ name }) => name)).toEqual([digest]);
  });

  test('erasing a message removes its folder', async () => {
    const recordings = await openRecordings(dir);
    await recordings.put(key, bytes);
    await recordings.erase(key);
    expect(existsSync(join(dir, 'home', 'message-1'))).toBe(false);
  });

  test('erasing a message during a put of its content leaves nothing', async () => {
    const recordings = await openRecordings(dir);
    for (let i = 0; i < 20; i++) {
      const putting = Promise.allSettled([
        recordings.put(key, Uint8Array.of(i, 1)),
        recordings.put(key, Uint8Array.of(i, 2)),
      ]);
      await recordings.erase(key);
      await putting;
    }
    await recordings.erase(key);
    expect(everyFile()).toEqual([]);
  });

  test('erasing a household during a put of its content is no failure, and done again leaves nothing', async () => {
    const recordings = await openRecordings(dir);
    for (let i = 0; i < 20; i++) {
      const putting = Promise.allSettled([1, 2, 3].map(part => recordings.put(key, Uint8Array.of(i, part))));
      await recordings.forget(key.household);
      await putting;
    }
    await recordings.forget(key.household);
    expect(everyFile()).toEqual([]);
  });

  test('the owners of recordings are listed while a household is being erased', async () => {
    const recordings = await openRecordings(dir);
    const households = Array.from({ length: 200 }, (_, i) => `home-${i}` as HouseholdId);
    for (const household of [...households, 'kept'])
      mkdirSync(join(dir, household, 'message-1'), { recursive: true });
    const kept = { household: 'kept', message: 'message-1' };
    const left = new Set(households);
    const erased = households.toReversed().map(async household => {
      await recordings.forget(household);
      left.delete(household);
    });
    while (left.size > 0) expect(await recordings.messages()).toContainEqual(kept);
    await Promise.all(erased);
    expect(await recordings.messages()).toEqual([kept]);
  });

  test('putting stored content again does not write its file', async () => {
    const recordings = await openRecordings(dir);
    const file = join(dir, 'home', 'message-1', await recordings.put(key, bytes));
    const before = statSync(file).ino;
    await recordings.put(key, bytes);
    expect(statSync(file).ino).toBe(before);
  });

  test('opening the recordings removes the temporary files of a crash and nothing else', async () => {
    const digest = await (await openRecordings(dir)).put(key, bytes);
    writeFileSync(join(dir, 'home', 'message-1', `.${digest}.0123456789ab.tmp`), 'half');
    const recordings = await openRecordings(dir);
    expect(everyFile().map(({ name }) => name)).toEqual([digest]);
    expect(await recordings.get(key, digest)).toEqual(bytes);
  });

  test('a put on a full disk fails, leaves no partial file, and a later put succeeds', async () => {
    const child = startChild(
      `
      import { openRecordings } from './adapters/files/file-recordings.ts';
      const recordings = await openRecordings(${JSON.stringify(dir)});
      const put = size => recordings.put(${JSON.stringify(key)}, new Uint8Array(size))
        .then(digest => console.log(digest), error => console.log(error.code));
      await put(1_000_000);
      await put(1_000);
      process.exit();
    `,
      { fileLimit: 512 },
    );
    expect(await child.line()).toBe('EFBIG');
    const digest = await child.line();
    await child.ended;
    expect(everyFile().map(({ name }) => name)).toEqual([digest]);
    expect(await (await openRecordings(dir)).get(key, digest as never)).toHaveLength(1_000);
  });
});
