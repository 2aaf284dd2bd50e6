import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataFolder, lockDataFolder } from '../../../adapters/sqlite/lock-data-folder.ts';
import { startChild } from '../../support/home/child.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let dir: string;
let opened: DataFolder[];
beforeEach(() => {
  folder = temporaryFolder();
  dir = join(folder.path, 'some', 'data');
  opened = [];
});
afterEach(() => {
  for (const { release } of opened) release();
  folder.remove();
});

const open = (path = dir) => {
  const data = lockDataFolder(path);
  opened.push(data);
  return data;
};

/** A process that opens the folder, says how that went, and stays. */
const otherProcess = () =>
  startChild(`
    import { lockDataFolder } from './adapters/sqlite/lock-data-folder.ts';
    try {
      lockDataFolder(${JSON.stringify(dir)});
      console.log('open');
    } catch (error) {
      console.log(error.code);
    }
    setInterval(() => globalThis.gc?.(), 100);
  `);

test('a missing data folder is made, accessible to this user only', () => {
  expect(open().path).toBe(dir);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(readdirSync(dir).filter(name => !name.startsWith('home-server.lock'))).toEqual([]);
});

test.each([0o755, 0o770, 0o707, 0o711, 0o701])(
  'a data folder with the mode %o, which other users can enter, is refused with the command to run',
  mode => {
    mkdirSync(dir, { recursive: true });
    chmodSync(dir, mode);
    expect(() => open()).toThrow(
      expect.objectContaining({
        code: 'data-folder-unusable',
        message: `Other users of this machine can enter ${dir}. Run: chmod 700 ${dir}`,
      }),
    );
    chmodSync(dir, 0o700);
    open();
  },
);

test('a lock file that other users could read is closed to them', () => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, 'home-server.lock'), '', { mode: 0o644 });
  open();
  for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).mode & 0o077).toBe(0);
});

/** Only root may start a process of another user. */
(process.getuid?.() === 0 ? test : test.skip)('another user can neither read nor lock the lock file', () => {
  open();
  for (const above of [folder.path, join(folder.path, 'some')]) chmodSync(above, 0o755);
  const script = `require('fs').openSync(${JSON.stringify(join(dir, 'home-server.lock'))}, 'r')`;
  const { stderr } = spawnSync(process.execPath, ['-e', script], {
    uid: 65_534,
    gid: 65_534,
    encoding: 'utf8',
  });
  expect(stderr).toContain('EACCES');
});

test('opening a data folder twice in one process is refused with advice', () => {
  open();
  expect(() => open()).toThrow(
    expect.objectContaining({
      code: 'data-folder-in-use',
      message: `Another Second Yes is running on ${dir}. Stop it, or set DATA_DIR to another folder.`,
    }),
  );
});

test('a refused second opening does not release the lock of the first', async () => {
  open();
  expect(() => open()).toThrow('Another Second Yes');
  const other = otherProcess();
  expect(await other.line()).toBe('data-folder-in-use');
  other.process.kill('SIGKILL');
  await other.ended;
});

test('a released data folder can be opened again, and releasing it twice is harmless', () => {
  const first = open();
  first.release();
  open();
  first.release();
  expect(() => open()).toThrow('Another Second Yes');
});

test('a data folder is refused while another process has it, and free once that process is killed', async () => {
  const other = otherProcess();
  expect(await other.line()).toBe('open');
  expect(() => open()).toThrow(expect.objectContaining({ code: 'data-folder-in-use' }));
  other.process.kill('SIGKILL');
  await other.ended;
  expect(open().path).toBe(dir);
});

test('a data folder whose path is a file is refused with advice', () => {
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  expect(() => open(file)).toThrow(
    expect.objectContaining({
      code: 'data-folder-unusable',
      message: expect.stringContaining('Make it a folder that this user can write to, or set DATA_DIR.'),
    }),
  );
});

test('a data folder beneath a file is refused', () => {
  writeFileSync(join(folder.path, 'file'), '');
  expect(() => open(join(folder.path, 'file', 'data'))).toThrow(
    expect.objectContaining({ code: 'data-folder-unusable' }),
  );
});

/** Where nobody, not even root, can make a file. */
const READ_ONLY = '/proc/self';
(existsSync('/proc') ? test : test.skip)('a folder that cannot be made is unusable', () => {
  expect(() => open('/proc/second-yes')).toThrow(expect.objectContaining({ code: 'data-folder-unusable' }));
});

(existsSync(READ_ONLY) ? test : test.skip)('a folder that takes no files is unusable', () => {
  expect(() => open(READ_ONLY)).toThrow(expect.objectContaining({ code: 'data-folder-unusable' }));
});
