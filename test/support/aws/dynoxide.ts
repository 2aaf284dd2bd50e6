import { afterAll, describe } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { freePort } from '../free-port.ts';
import { jsonProblem, jsonTarget } from './aws-json.ts';
import { type AwsWire, startAwsWire } from './aws-wire.ts';

const PROGRAM = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'node_modules',
  '@dynoxide',
  `${process.platform}-${process.arch}`,
  'dynoxide',
);

/** How long dynoxide may take to start listening, on a busy machine. */
const START = 60_000;

export type Dynoxide = {
  /** The peer that clients use: it verifies signatures, forwards to dynoxide, and has faults on request. */
  wire: AwsWire;
  /** Makes an empty table with the schema that the stack deploys. */
  createTable: () => Promise<string>;
  stop: () => Promise<void>;
};

/** Starts dynoxide, an in-memory server of DynamoDB's protocol, behind a peer that verifies signatures. */
export async function startDynoxide(): Promise<Dynoxide> {
  const port = await freePort();
  const child = spawn(PROGRAM, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  await untilListening(url, () => child.exitCode !== null);

  const wire = await startAwsWire({
    service: 'dynamodb',
    operationOf: jsonTarget,
    problem: jsonProblem,
    async answer({ headers, body }) {
      const named = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'];
      const answered = await fetch(url, {
        method: 'POST',
        headers: named.map(name => [name, String(headers[name])] as [string, string]),
        body: new Uint8Array(body),
      });
      return {
        status: answered.status,
        headers: { 'content-type': answered.headers.get('content-type') ?? '' },
        body: new Uint8Array(await answered.arrayBuffer()),
      };
    },
  });
  const admin = new DynamoDBClient({ ...wire.client, endpoint: url });
  let tables = 0;
  return {
    wire,
    async createTable() {
      const TableName = `table-${++tables}`;
      await admin.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: ['pk', 'sk'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
        }),
      );
      return TableName;
    },
    async stop() {
      admin.destroy();
      await wire.stop();
      process.off('exit', kill);
      const ended = new Promise(resolve => child.once('close', resolve));
      kill();
      await ended;
    },
  };
}

/** Runs the tests with dynoxide. On platforms without it (it runs on Linux x64), skips them and prints that. */
export function describeWithDynoxide(what: string, tests: (dynoxide: () => Promise<Dynoxide>) => void): void {
  if (!existsSync(PROGRAM)) {
    const title = `${what} (skipped: dynoxide, which answers DynamoDB's protocol, is not installed on ${process.platform} ${process.arch})`;
    process.stderr.write(`${title}\n`);
    describe.skip(title, () => tests(startDynoxide));
    return;
  }
  describe(what, () => {
    let started: Promise<Dynoxide> | undefined;
    afterAll(async () => (await started)?.stop());
    tests(() => (started ??= startDynoxide()));
  });
}

async function untilListening(url: string, ended: () => boolean): Promise<void> {
  const until = Date.now() + START;
  for (;;) {
    const heard = await fetch(url).then(
      () => true,
      () => false,
    );
    if (heard) return;
    if (ended() || Date.now() > until) throw new Error('dynoxide does not listen.');
    await setTimeout(20);
  }
}
