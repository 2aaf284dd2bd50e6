import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HouseholdId } from '../../core/household/ids.ts';
import { aContact, aPhone } from '../support/builders/builders.ts';
import { PhoneClient } from '../support/builders/phone-client.ts';
import { freePort } from '../support/free-port.ts';
import { askSimulator } from '../support/home/ask-simulator.ts';
import { WELCOME_ENDS } from '../support/home/main-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
/** What follows each of these words in the Dockerfile. */
const lines = (word: string): string[] =>
  dockerfile.split('\n').flatMap(line => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));

const folder = temporaryFolder();
afterAll(folder.remove);
const inImage = (path: string) => join(folder.path, 'image', path);

describe('compose.yaml', () => {
  test('each setting of the README reaches the container, but those of the image, and ACCEPT_LOSS, which is for one start', () => {
    const table =
      readFileSync(join(ROOT, 'README.md'), 'utf8').split('## Settings')[1]?.split('\n## ')[0] ?? '';
    const rows = table.split('\n').filter(line => line.startsWith('| `'));
    const settings = rows.flatMap(line => line.split('|')[1]?.match(/[A-Z_]+/g) ?? []);
    const compose = readFileSync(join(ROOT, 'compose.yaml'), 'utf8');
    const missing = settings.filter(name => !compose.includes(`${name}: \${${name}:-}`));
    const ofImage = ['DATA_DIR', 'HOST', 'PORT', 'SIMULATOR_HOST', 'SIMULATOR_PORT'];
    expect(missing.toSorted()).toEqual(['ACCEPT_LOSS', ...ofImage]);
  });
});

/**
 * No container runtime is needed: the steps of the Dockerfile run one by one, in a folder in the place of the image. The
 * packages are those that are installed here.
 */
describe('The Dockerfile', () => {
  beforeAll(() => {
    const [, build = ''] = lines('RUN');
    const app = inImage('built');
    const ran = spawnSync('sh', ['-c', build.replace('dist/app', `'${app}'`)], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    for (const copy of lines('COPY').filter(line => line.startsWith('--from=build'))) {
      const [, from = '', to = ''] = copy.split(' ');
      const source = from === '/src/dist/app' ? app : join(ROOT, from.slice('/src/'.length));
      mkdirSync(dirname(inImage(to)), { recursive: true });
      cpSync(source, inImage(to), { recursive: true });
    }
    rmSync(app, { recursive: true });
  });

  test('what the image has is enough: it starts, is healthy, pairs a phone, speaks a message, and stops by its signal', async () => {
    const [, settings = ''] = lines('ENV')[0]?.match(/NODE_ENV=production (.*)$/) ?? [];
    const env: Record<string, string> = Object.fromEntries(
      settings.split(' ').map(one => one.split('=') as [string, string]),
    );
    const [program = '', ...args] = JSON.parse(lines('CMD')[0] ?? '[]') as string[];
    const server = spawn(
      program,
      args.map(arg => inImage(arg)),
      {
        // No PATH to a compiler, and no folder for temporary files.
        env: {
          PATH: process.env['PATH'],
          TMPDIR: '/nonexistent',
          ...env,
          PORT: '0',
          SIMULATOR_PORT: '0',
          DATA_DIR: inImage('data'),
        },
        cwd: inImage('app'),
        stdio: ['ignore', 'pipe', 'inherit'],
        timeout: 120_000,
      },
    );
    let output = '';
    for await (const text of server.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      output += text as string;
      if (output.includes(WELCOME_ENDS)) break;
    }
    const link = new URL(/http\S+#code=\S+/.exec(output)?.[0] ?? '');
    const [, check = '[]'] = lines('HEALTHCHECK')[0]?.match(/CMD (\[.*\])$/) ?? [];
    const [node = '', ...asked] = JSON.parse(check) as string[];
    const isHealthy = (port: string) =>
      spawnSync(node, asked, { env: { PATH: process.env['PATH'], PORT: port } }).status === 0;
    expect([isHealthy(link.port), isHealthy(String(await freePort()))]).toEqual([true, false]);

    const said = new URLSearchParams(link.hash.slice(1));
    const phone = new PhoneClient(link.origin, said.get('household') as HouseholdId, await aPhone());
    await phone.pair(said.get('code') ?? '');
    await phone.putContact(aContact());
    for (const text of ['alexa, tell second yes to send a message to anna', 'dinner is at seven'])
      await askSimulator(/http\S+\/echo\S*/.exec(output)?.[0] ?? '')('/echo/say', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ room: 'Kitchen', text }),
      });
    await phone.until('held');

    const ended = new Promise(end => server.once('exit', end));
    server.kill(lines('STOPSIGNAL')[0] as NodeJS.Signals);
    expect(await ended).toBe(0);
  });

  test('the image runs as another user than root, and its only writable place is its volume', () => {
    expect(lines('USER')).toEqual(['node']);
    expect(lines('VOLUME')).toEqual(['/data']);
    expect(readFileSync(join(ROOT, 'compose.yaml'), 'utf8')).toContain('read_only: true');
  });
});
