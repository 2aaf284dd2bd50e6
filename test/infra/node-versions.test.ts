import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { aContact, aPhone } from '../support/builders/builders.ts';
import { PhoneClient } from '../support/builders/phone-client.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { askSimulator } from '../support/home/ask-simulator.ts';
import { startMain } from '../support/home/main-process.ts';
import { howFar, TIMEOUT } from '../support/how-far.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

/** The Node.js that runs the test, or in the long form those that npm can bring. */
const OWN = process.versions.node;
const VERSIONS = howFar({ short: [OWN], long: [OWN, '22', '24'] });

/** How npm says that it cannot reach the registry. */
const NOT_REACHED = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT/;

/** The program of this version; undefined if it is not here and the registry cannot be reached. */
function programOf(version: string): string | undefined {
  if (version === OWN) return process.execPath;
  const place = join(folder.path, version);
  // What the install script of the package "node" would fetch: scripts may be switched off.
  const name = `node-${process.platform}-${process.arch}`;
  const npm = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefix', place, `${name}@${version}`],
    {
      encoding: 'utf8',
      cwd: folder.path,
      timeout: 120_000,
    },
  );
  if (npm.status === 0) return join(place, 'node_modules', name, 'bin', 'node');
  if (NOT_REACHED.test(npm.stderr)) return undefined;
  throw new Error(`npm cannot install node@${version}:\n${npm.stderr}`);
}

describe.each(VERSIONS)('The built server on Node.js %s', version => {
  const node = programOf(version);
  const title = `the built server on Node.js ${version} starts, pairs a phone, speaks and delivers a message, and stops`;
  if (node === undefined) {
    test.skip(`${title} (not tried: the registry that has node@${version} cannot be reached)`, () => {});
    return;
  }

  test(
    title,
    async () => {
      const main = startMain({
        cwd: folder.path,
        env: { PORT: '0', SIMULATOR_PORT: '0', DATA_DIR: join(folder.path, `data-${version}`) },
        node,
      });
      const output = await main.welcome();
      const link = new URL(/http\S+#code=\S+/.exec(output)?.[0] ?? '');
      const said = new URLSearchParams(link.hash.slice(1));
      const phone = new PhoneClient(link.origin, said.get('household') as HouseholdId, await aPhone());
      await phone.pair(said.get('code') ?? '');
      await phone.putContact(aContact());
      await phone.set({ undo: 0 });
      for (const text of ['alexa, tell second yes to send a message to anna', 'dinner is at seven'])
        await askSimulator(/http\S+\/echo\S*/.exec(output)?.[0] ?? '')('/echo/say', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ room: 'Kitchen', text }),
        });
      const held = await phone.until('held');
      await phone.answer(held, await phone.signedRelease(held));
      await phone.until('delivered');
      const { code, stderr } = await main.stop('SIGTERM');
      expect(code).toBe(0);
      expect(stderr).toContain(`"node":"v${version}`);
      // A warning of a newer Node.js would be no line of the log.
      expect(stderr.split('\n').filter(line => line !== '' && !line.startsWith('{'))).toEqual([]);
    },
    TIMEOUT,
  );
});
