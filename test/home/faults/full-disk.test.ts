import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filesIn } from '../../../adapters/files/durable-files.ts';
import { openDatabase } from '../../../adapters/sqlite/open-database.ts';
import { listOutbox } from '../../../adapters/files/outbox.ts';
import { replies } from '../../../core/text/en/replies.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { aContact, aPhone } from '../../support/builders/builders.ts';
import { askSimulator } from '../../support/home/ask-simulator.ts';
import { canFillDisk, emptyDisk, fillDisk } from '../../support/home/disk.ts';
import { type MainProcess, startMain } from '../../support/home/main-process.ts';
import { PhoneClient } from '../../support/builders/phone-client.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
const dataDir = join(folder.path, 'data');
let main: MainProcess;
let simulator: ReturnType<typeof askSimulator>;
let phone: PhoneClient;

/** Says something in the kitchen and gives the Echo's answer. */
async function say(text: string): Promise<string> {
  const response = await simulator('/echo/say', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ room: 'Kitchen', text }),
  });
  return ((await response.json()) as { spoken: { say?: string } }).spoken.say ?? '';
}

const askForAnna = () => say('alexa, tell second yes to send a message to anna');

/** Each request of a phone makes the journal longer, which is a file too; so it holds a few only. */
function emptyJournal(): void {
  const db = openDatabase(join(dataDir, 'documents.db'));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** The paths, below the household's folder, of all files with content of messages, complete or not. */
async function contentKept(): Promise<string[]> {
  const household = join(dataDir, 'recordings', phone.household);
  const files: string[] = [];
  for await (const file of filesIn(household)) files.push(relative(household, file));
  return files;
}

(canFillDisk ? describe : describe.skip)('A full disk', () => {
  beforeAll(async () => {
    main = startMain({ cwd: folder.path, env: { PORT: '0', SIMULATOR_PORT: '0' } });
    const output = await main.welcome();
    const [link] = /http\S+#code=\S+/.exec(output) ?? [];
    simulator = askSimulator(/http\S+\/echo\S*/.exec(output)?.[0] ?? '');
    const { origin, hash } = new URL(link ?? '');
    const said = new URLSearchParams(hash.slice(1));
    phone = new PhoneClient(origin, said.get('household') as HouseholdId, await aPhone());
    await phone.pair(said.get('code') ?? '');
    await phone.putContact(aContact());
    await phone.set({ undo: 0 });
  });
  afterAll(async () => {
    await main?.stop('SIGKILL');
    folder.remove();
  });

  test('an Echo with a full disk says that the message could not be stored, and nothing is kept', async () => {
    expect(await askForAnna()).toContain(replies['ask-message']);
    fillDisk(main.pid);
    expect(await say('Dinner is at seven.')).toBe(replies['not-held']);
    emptyDisk(main.pid);
    expect(await phone.messages()).toEqual([]);
    expect(await contentKept()).toEqual([]);
  });

  test('words are erased again if the disk is too full for their document', async () => {
    expect(await askForAnna()).toContain(replies['ask-message']);
    // This is less than the database's journal needs and more than the words need.
    fillDisk(main.pid, 4_096);
    expect(await say('Dinner is at eight.')).toBe(replies['not-held']);
    emptyDisk(main.pid);
    expect(await phone.messages()).toEqual([]);
    expect(await contentKept()).toEqual([]);
  });

  test('a phone’s requests fail as storage-failed on a full disk, and pages still work', async () => {
    fillDisk(main.pid);
    for (const path of ['/messages', '/trust'])
      expect(await phone.call('GET', path)).toMatchObject({ status: 503, body: { code: 'storage-failed' } });
    expect(await phone.putContact(aContact({ name: 'Bert' })).catch(() => 'no trust list')).toBe(
      'no trust list',
    );
    expect((await fetch(`${phone.origin}/api/household`)).status).toBe(200);
    expect((await fetch(`${phone.origin}/phone/`)).status).toBe(200);
    emptyDisk(main.pid);
    expect([...(await phone.trust()).contacts.values()]).toEqual([aContact()]);
  });

  test('an answer that a full disk refused is accepted once there is space', async () => {
    await askForAnna();
    expect(await say('hi')).toContain(replies.held);
    const held = await phone.until('held');
    const jws = await phone.signedRelease(held);
    fillDisk(main.pid);
    expect(await phone.answer(held, jws)).toMatchObject({ status: 503, body: { code: 'storage-failed' } });
    emptyDisk(main.pid);
    expect((await phone.messages())[0]?.state).toBe('held');
    expect((await phone.answer(held, jws)).status).toBe(200);
    await phone.until('delivered');
    expect(await listOutbox(join(dataDir, 'outbox'))).toHaveLength(1);
  });

  test('a recording that is too large for the disk waits without delaying others, and is made once there is space', async () => {
    await askForAnna();
    emptyJournal();
    // This is enough for documents and short recordings, and too little for a recording of two minutes.
    fillDisk(main.pid, 500_000);
    expect(await say('Please bring bread and milk, and call me when you are home. '.repeat(30))).toContain(
      replies.held,
    );
    const [long] = await phone.messages();
    const state = async () => (await phone.messages()).find(({ id }) => id === long?.id)?.state;
    await main.logged('courier failed');
    emptyJournal();
    expect((await contentKept()).filter(name => name.startsWith(`${long?.id}/`))).toHaveLength(1);
    await askForAnna();
    expect(await say('hello')).toContain(replies.held);
    await main.logged('held', 2);
    expect(await state()).toBe('rendering');

    emptyDisk(main.pid);
    while ((await state()) !== 'held') await new Promise(resolve => setTimeout(resolve, 100));
  });

  test('after a full disk the server ends with code 0, and its log contains no words', async () => {
    const { code, stderr } = await main.stop();
    expect(code).toBe(0);
    const log = stderr
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { event: string; code?: string });
    const codesOf = (event: string) => log.filter(line => line.event === event).map(line => line.code);
    // In the first test the words could not be written, in the second the document.
    expect(codesOf('hold failed')).toEqual(['EFBIG', 'SQLITE_IOERR_WRITE']);
    expect(new Set(codesOf('request failed'))).toEqual(new Set(['SQLITE_IOERR_WRITE']));
    expect(new Set(codesOf('courier failed'))).toEqual(new Set(['EFBIG']));
    expect(stderr).not.toMatch(/Dinner|bread|hello|anna/i);
  });
});
