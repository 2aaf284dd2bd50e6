import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadVapid, subjectOf } from '../../../adapters/files/vapid-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
const file = () => join(folder.path, 'vapid.json');

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('the VAPID key pair', () => {
  test('the VAPID key pair is made at the first start, readable by no other user, and kept', async () => {
    const made = await loadVapid(folder.path);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(await loadVapid(folder.path)).toEqual(made);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(made);
  });

  test('another home server has another VAPID key pair', async () => {
    const other = temporaryFolder();
    expect(await loadVapid(other.path)).not.toEqual(await loadVapid(folder.path));
    other.remove();
  });

  test('a VAPID key pair that other users can read is refused', async () => {
    await loadVapid(folder.path);
    chmodSync(file(), 0o644);
    await expect(loadVapid(folder.path)).rejects.toMatchObject({
      code: 'vapid-unusable',
      message: expect.stringContaining('chmod 600'),
    });
  });

  test.each(['', '{}', 'not JSON', '{"publicKey":"x","privateKey":"y"}'])(
    'a file without a VAPID key pair is refused and left as it is: %s',
    async text => {
      writeFileSync(file(), text, { mode: 0o600 });
      await expect(loadVapid(folder.path)).rejects.toMatchObject({ code: 'vapid-unusable' });
      expect(readFileSync(file(), 'utf8')).toBe(text);
    },
  );
});

test.each([
  ['https://home.example.org', 'https://home.example.org'],
  ['http://192.168.1.5:7920', 'mailto:home@example.org'],
  [undefined, 'mailto:home@example.org'],
])('a home server with the public address %s gives push services the contact %s', (publicUrl, subject) => {
  expect(subjectOf({ mailFrom: 'home@example.org', ...(publicUrl !== undefined && { publicUrl }) })).toBe(
    subject,
  );
});
