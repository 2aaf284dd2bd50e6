import { describe, expect, test } from '@jest/globals';
import { PARTS, readArguments } from '../../bench/parts.ts';
import { howFar, TIMEOUT } from '../support/how-far.ts';

/** Their short forms take several seconds. */
const DEAR = ['pipeline', 'start', 'recordings', 'million'];

describe('the command line of the benchmarks', () => {
  test('without arguments every part is measured', () => {
    expect(readArguments([])).toEqual({ json: false, short: false, parts: PARTS });
  });

  test('parts are chosen by their names', () => {
    const options = readArguments(['--only', 'turn', '--only', 'cold', '--json', '--short']);
    expect(options).toMatchObject({ json: true, short: true, parts: [{ name: 'turn' }, { name: 'cold' }] });
  });

  test.each([
    [['--only', 'nonsense'], 'There is no part "nonsense".'],
    [['--long'], "Unknown option '--long'"],
    [['turn'], "Unexpected argument 'turn'"],
  ])('the arguments %j are answered with what is wrong and the names of the parts', (args, problem) => {
    const { wrong } = readArguments(args) as { wrong: string };
    expect(wrong).toContain(problem);
    for (const { name } of PARTS) expect(wrong).toContain(`  ${name} `);
  });
});

describe('the short form of each part', () => {
  const measured = howFar({ short: PARTS.filter(({ name }) => !DEAR.includes(name)), long: PARTS });

  test.each(measured.map(part => [part.name, part] as const))(
    'the benchmark "%s" runs to its end and breaks no promise',
    async (_, part) => {
      const { rows, broken } = await part.run({ short: true });
      expect(broken).toEqual([]);
      expect(rows.filter(({ median }) => !Number.isFinite(median))).toEqual([]);
      expect(rows.length).toBeGreaterThan(0);
    },
    TIMEOUT,
  );
});
