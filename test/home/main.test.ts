import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { renderUnicodeCompact } from 'uqr';
import { lockDataFolder } from '../../adapters/sqlite/lock-data-folder.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { aPhone } from '../support/builders/builders.ts';
import {
  type Ended,
  type MainProcess,
  START,
  startMain,
  WELCOME_ENDS,
} from '../support/home/main-process.ts';
import { askSimulator } from '../support/home/ask-simulator.ts';
import { PhoneClient } from '../support/builders/phone-client.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SECRET = 'se-cr-et';
/** Free ports, so that tests can run beside each other and beside a home server. */
const ANYWHERE = { PORT: '0', SIMULATOR_PORT: '0' };
const folder = temporaryFolder();
afterAll(folder.remove);

/** An empty folder to start a home server in. */
function aPlace(name: string): string {
  const cwd = join(folder.path, name);
  mkdirSync(cwd);
  return cwd;
}

/** Starts a home server that is expected not to start. */
const tryMain = (cwd: string, env: Record<string, string>): Promise<Ended> =>
  startMain({ cwd, env: { ...ANYWHERE, ...env } }).ended;

/** The address behind one of the printed labels. */
const addressIn = (output: string, label: string): string =>
  new RegExp(`^ {2}${label} +(\\S.*)$`, 'm').exec(output)?.[1] ?? `no ${label}`;
const linkIn = (output: string): string => /^ {2}(\S+#code=\S+)$/m.exec(output)?.[1] ?? 'no link';
const codeIn = (output: string): string => /phone app: (\S+)$/m.exec(output)?.[1] ?? 'no code';

const eventsIn = (log: string): unknown[] =>
  log
    .trim()
    .split('\n')
    .map(line => (JSON.parse(line) as { event: unknown }).event);

/** Expects one line with advice, no stack and exit code 1. */
function expectOneLine({ code, stdout, stderr }: Ended, line: string): void {
  expect(stderr).toBe(`${line}\n`);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

describe('A home server for this machine alone', () => {
  const cwd = aPlace('alone');
  let main: MainProcess;
  let output: string;
  beforeAll(async () => {
    main = startMain({ cwd, env: { ...ANYWHERE, PUBLIC_URL: '' } });
    output = await main.welcome();
  });
  afterAll(() => main.stop('SIGKILL'));

  test('a started home server prints the addresses of its pages, which answer', async () => {
    for (const label of ['Start here', 'Simulator', 'Outbox', 'Phone app']) {
      const address = addressIn(output, label);
      expect(address).toMatch(/^http:\/\/localhost:\d+\//);
      const page =
        label === 'Phone app' ? await fetch(address) : await askSimulator(address)(new URL(address).pathname);
      expect(page.status).toBe(200);
      expect(page.headers.get('Content-Type')).toContain('text/html');
    }
  });

  test('the files of the phone app were compressed as the server was built: their length is known before they are sent', async () => {
    const page = addressIn(output, 'Phone app');
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(await (await fetch(page)).text()) ?? [];
    for (const address of [page, new URL(script, page).href])
      for (const encoding of ['br', 'gzip']) {
        const { headers } = await fetch(address, { headers: { 'Accept-Encoding': encoding } });
        expect([headers.get('Content-Encoding'), Number(headers.get('Content-Length')) > 0]).toEqual([
          encoding,
          true,
        ]);
      }
  });

  test('a browser that has the page already is told so, and takes over no other policy from that answer', async () => {
    const page = addressIn(output, 'Phone app');
    const { headers } = await fetch(page);
    const again = await fetch(page, { headers: { 'If-None-Match': headers.get('ETag') ?? '' } });
    expect(again.status).toBe(304);
    const policy = headers.get('Content-Security-Policy');
    expect(policy).toContain("script-src 'self'");
    expect(again.headers.get('Content-Security-Policy')).toBe(policy);
  });

  test('no other program can take either port, on any address of localhost', async () => {
    for (const label of ['Simulator', 'Phone app'])
      for (const address of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
        const stranger = createServer();
        const taken = once(
          stranger.listen(Number(new URL(addressIn(output, label)).port), address),
          'listening',
        );
        await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
      }
  });

  test('a home server without a public address prints the pairing link and its code, and no QR code', () => {
    const link = linkIn(output);
    expect(link.startsWith(`${addressIn(output, 'Phone app')}#code=`)).toBe(true);
    expect(link).toContain(`#code=${codeIn(output)}&`);
    expect(output).not.toMatch(/[▀▄█]/);
    expect(output).toContain('set PUBLIC_URL to its address');
  });

  test('the data folder is ./data and accessible to this user only', () => {
    expect(statSync(join(cwd, 'data')).mode & 0o777).toBe(0o700);
    expect(existsSync(join(cwd, 'data', 'documents.db'))).toBe(true);
  });

  test('a second home server on the same data is refused with advice', async () => {
    const data = join(cwd, 'data');
    expectOneLine(
      await tryMain(cwd, {}),
      `Another Second Yes is running on ${data}. Stop it, or set DATA_DIR to another folder.`,
    );
    expect((await fetch(addressIn(output, 'Phone app'))).status).toBe(200);
  });

  test('a phone pairs by the printed link, SIGINT ends the server with code 0, and the next start prints no code', async () => {
    const { origin, hash } = new URL(linkIn(output));
    const household = new URLSearchParams(hash.slice(1)).get('household') as HouseholdId;
    const paired = await new PhoneClient(origin, household, await aPhone()).pair(codeIn(output));
    expect(paired.status).toBe(200);
    expect((await main.stop('SIGINT')).code).toBe(0);

    const again = startMain({ cwd, env: ANYWHERE });
    await again.welcome();
    expect((await again.stop()).stdout).not.toMatch(/code|No phone/);
  });
});

describe('A home server with a public address and a mail server, set up in .env', () => {
  const cwd = aPlace('public');
  const dataDir = join(cwd, 'kept', 'here');
  let main: MainProcess;
  let output: string;
  beforeAll(async () => {
    writeFileSync(
      join(cwd, '.env'),
      [
        'DATA_DIR=kept/here',
        'PUBLIC_URL=https://home.example.org/',
        `SMTP_URL="smtps://anna:${SECRET}@mail.example.org"`,
        'MAIL_FROM=nobody',
      ].join('\n'),
    );
    main = startMain({ cwd, env: { ...ANYWHERE, MAIL_FROM: 'home@example.org' } });
    output = await main.welcome();
  });
  afterAll(() => main.stop('SIGKILL'));

  test('variables of the environment come before those of .env', () => {
    expect(addressIn(output, 'Phone app')).toBe('https://home.example.org/phone/');
    expect(existsSync(join(dataDir, 'documents.db'))).toBe(true);
  });

  test('a home server with a public address prints a QR code of the link', () => {
    expect(linkIn(output)).toMatch(/^https:\/\/home\.example\.org\/phone\/#code=.{9}&household=.{22}$/);
    expect(output).toContain(renderUnicodeCompact(linkIn(output)));
  });

  test('a home server with a mail server prints that mails go there, and not its address', () => {
    expect(addressIn(output, 'Outbox')).toBe('released messages go to your mail server');
    expect(output).not.toContain('mail.example.org');
  });

  test('SIGTERM ends the server with code 0 and frees its data, and the server has printed no secret', async () => {
    const { code, stdout, stderr } = await main.stop('SIGTERM');
    expect(code).toBe(0);
    expect(eventsIn(stderr).at(0)).toBe('started');
    expect(eventsIn(stderr).at(-1)).toBe('stopped');
    expect(stdout + stderr).not.toContain(SECRET);
    lockDataFolder(dataDir).release();
    await expect(fetch(addressIn(stdout, 'Start here'))).rejects.toThrow('fetch failed');
  });

  test('a home server whose anchor key is missing is refused with advice', async () => {
    rmSync(join(dataDir, 'anchor.key'));
    expectOneLine(
      await tryMain(aPlace('without a key'), { DATA_DIR: dataDir }),
      `${join(dataDir, 'anchor.key')} is missing, but there is a household in this folder. Put back the copy from your ` +
        'backup; without it no paired phone can be trusted. To start with an empty household, move the whole folder away.',
    );
  });
});

describe('A home server whose log cannot be written', () => {
  const refusedByAlexa = (origin: string) => fetch(`${origin}/alexa`, { method: 'POST' });

  test.each([
    ['goes to a pipe that nobody reads', '2> >(exec 0<&-)'],
    ['goes to a full disk', '2> /dev/full'],
  ])('a log that %s never ends the server', async (what, redirection) => {
    const shell = spawn('bash', ['-c', `exec node "$0" main ${redirection}`, START], {
      cwd: aPlace(what),
      env: { PATH: process.env['PATH'], ...ANYWHERE },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 120_000,
    });
    let output = '';
    for await (const text of shell.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      output += text as string;
      if (output.includes(WELCOME_ENDS)) break;
    }
    const { origin } = new URL(linkIn(output));
    for (let request = 0; request < 5; request++) expect((await refusedByAlexa(origin)).status).toBe(400);
    const ended = once(shell, 'exit');
    shell.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});

describe('npm start', () => {
  test('SIGTERM to the process that was started ends the home server, which gives its data folder back', async () => {
    const dataDir = join(folder.path, 'by npm');
    const npm = spawn('npm', ['start'], {
      cwd: join(import.meta.dirname, '..', '..'),
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...ANYWHERE, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 120_000,
    });
    let output = '';
    for await (const text of npm.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      output += text as string;
      if (output.includes(WELCOME_ENDS)) break;
    }
    const address = addressIn(output, 'Phone app');
    const ended = once(npm, 'exit');
    npm.kill('SIGTERM');
    await ended;
    lockDataFolder(dataDir).release();
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });
});

describe('A home server that cannot start', () => {
  test('a database that is damaged is refused with advice, and stays as it is', async () => {
    const cwd = aPlace('damaged');
    const data = join(cwd, 'data');
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(join(data, 'documents.db'), 'no database '.repeat(1_000));
    writeFileSync(join(data, 'anchor.key'), new Uint8Array(32), { mode: 0o600 });
    expectOneLine(
      await tryMain(cwd, {}),
      `${join(data, 'documents.db')} cannot be read as a database (file is not a database). Restore a backup into an empty folder with: npm run restore -- FILE`,
    );
    expect(statSync(join(data, 'documents.db')).size).toBe(12_000);
  });

  test('unusable settings are each named without their values, with exit code 2', async () => {
    const cwd = aPlace('settings');
    const smtp = `smtp://anna:100%${SECRET}@mail.example.org`;
    const { code, stdout, stderr } = await tryMain(cwd, { PORT: 'http', SMTP_URL: smtp, MAIL_FROM: SECRET });
    expect(stderr.split('\n')).toEqual([
      'Second Yes cannot start with these settings:',
      '  PORT must be a port number',
      expect.stringMatching(/^ {2}SMTP_URL must look like /),
      '  MAIL_FROM must be an email address',
      '',
    ]);
    expect(stderr).not.toContain(SECRET);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  test('a key with which mails cannot be signed is refused in one sentence', async () => {
    const cwd = aPlace('dkim');
    const file = join(cwd, 'dkim.pem');
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const env = { DKIM_DOMAIN: 'example.org', DKIM_SELECTOR: 'house', DKIM_KEY_FILE: file };
    expectOneLine(
      await tryMain(cwd, env),
      `DKIM_KEY_FILE ${file} holds a key of type ed25519, and mails can be signed with an RSA key only.`,
    );
    rmSync(file);
    expectOneLine(await tryMain(cwd, env), `Second Yes could not start: ${file} cannot be used (ENOENT).`);
  });

  test.each([
    ['PORT', '127.0.0.1'],
    ['PORT', '::1'],
    ['SIMULATOR_PORT', '127.0.0.1'],
    ['SIMULATOR_PORT', '::1'],
  ])(
    'a %s that another program has taken on %s is refused with another port to set',
    async (variable, address) => {
      const busy = createServer();
      await new Promise<void>(listening => busy.listen(0, address, listening));
      const { port } = busy.address() as AddressInfo;
      expectOneLine(
        await tryMain(aPlace(`${variable} ${address}`), { [variable]: String(port) }),
        `Port ${port} is in use on ${address}. Choose another, for example: ${variable}=${port + 10} npm start`,
      );
      busy.close();
    },
  );

  test.each([
    ['is a file', () => join(folder.path, 'file')],
    ['cannot be written to', () => '/proc/self'],
  ])('a DATA_DIR that %s is refused with advice', async (what, dir) => {
    writeFileSync(join(folder.path, 'file'), 'not a directory');
    const { code, stdout, stderr } = await tryMain(aPlace(what), { DATA_DIR: dir() });
    expect(stderr).toMatch(
      /^\S+ cannot be used for data \([^\n]+\)\. Make it a folder [^\n]+ set DATA_DIR\.\n$/,
    );
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});
