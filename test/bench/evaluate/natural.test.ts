import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForNode } from '../../support/bundle.ts';
import {
  countNatural,
  isSameContent,
  listNatural,
  type NaturalRow,
  playNatural,
} from '../../../bench/evaluate/natural.ts';

const names = Array.from({ length: 80 }, (_, i) => ({
  name: `${'bcdfghjklm'[i % 10]}o${'nrst'[i % 4]}a${'vwxz'[i % 4]}${'aeiou'[i % 5]}${i}`,
  count: 1,
}));
const row = (text: string, recipient: string, content?: string): NaturalRow => ({
  source: 'made up',
  text,
  recipient,
  content,
});
const rows = [
  row('please tell Olga that the train is late', 'Olga', 'the train is late'),
  row('text Ivan', 'Ivan'),
  row('purple monkeys dance on the roof of Wanda', 'Wanda', 'purple monkeys'),
];

describe('understanding, judged on sentences', () => {
  test('each sentence is said in one breath, and what the Echo asks is answered', async () => {
    const results = await playNatural(rows, names, { seed: 1 });
    expect(results.map(({ understood, held, turns }) => ({ understood, held, turns }))).toEqual([
      { understood: true, held: 'right', turns: 1 },
      { understood: true, held: 'right', turns: 2 },
      { understood: false, held: 'no', turns: 1 },
    ]);
    expect(countNatural(results)).toEqual({
      understood: 2 / 3,
      heldRight: 2 / 3,
      heldOther: 0,
      heldInOneTurn: 1 / 2,
      contentRight: 1,
      stopped: 0,
      meanTurns: 4 / 3,
      n: 3,
    });
    expect(listNatural(results)[0]).toBe(
      'understood, held right, 1 turns, content right\tOlga\tplease tell Olga that the train is late\tthe train is late',
    );
  });

  test.each([
    ["I'll be late.", 'ill be late', true],
    ['to bring the keys', 'bring the keys', true],
    ['bring keys', 'bring the keys', false],
    ['', 'bring the keys', false],
  ])('the words "%s" count as the content "%s": %s', (a, b, same) => {
    expect(isSameContent(a, b)).toBe(same);
  });
});

describe('npm run evaluate:natural', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  let bundle: string;
  beforeAll(async () => {
    bundle = await bundleForNode(join(root, 'bench', 'evaluate', 'evaluate-natural.ts'));
  });
  const run = (...args: string[]) => spawnSync(process.execPath, [bundle, ...args], { encoding: 'utf8' });
  const folder = mkdtempSync(join(tmpdir(), 'second-yes-test-'));
  const data = join(folder, 'rows.jsonl');
  const namesFile = join(folder, 'names.tsv');
  writeFileSync(data, rows.map(one => JSON.stringify(one)).join('\n'));
  writeFileSync(namesFile, ['name\tcount', ...names.map(({ name }) => `${name}\t1`)].join('\n'));

  test('npm run evaluate:natural -- --json prints the figures as JSON', () => {
    const { stdout } = run('--data', data, '--names', namesFile, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ n: 3, heldOther: 0 });
  });

  test.each([
    [['--data', '/nowhere.jsonl', '--names', '/nowhere.tsv'], 'There is no file /nowhere.jsonl.'],
    [['--data', namesFile, '--names', namesFile], `${namesFile}:1 is not JSON.`],
    [[], 'Say where the data are: --data FILE.jsonl --names FILE.tsv.'],
  ])('npm run evaluate:natural answers bad input with one line and exit code 2: %j', (args, line) => {
    const { status, stderr } = run(...args);
    expect({ status, line: stderr.trim() }).toEqual({ status: 2, line });
  });
});
