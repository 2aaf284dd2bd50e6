import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReplayHousehold } from '../../simulator/scenarios/replay-household.ts';
import { type Replay, replayScenario } from '../../simulator/scenarios/replay-scenario.ts';
import type { Scenario } from '../../simulator/scenarios/scenario.ts';
import { scenarioNamed, scenarios } from '../../simulator/scenarios/scenarios.ts';
import { bundleForNode } from '../support/bundle.ts';

async function played(scenario: Scenario | undefined) {
  if (!scenario) throw new Error('There is no such scenario');
  const household = await openReplayHousehold();
  try {
    return { replay: await replayScenario(scenario, household.echo), kept: await household.kept() };
  } finally {
    await household.close();
  }
}

describe('scenarios', () => {
  test.each(scenarios.map(scenario => [scenario.name, scenario] as const))(
    'the scenario %s ends as this project promises',
    async (_, scenario) => {
      expect((await played(scenario)).replay.outcome).toBe(scenario.ends);
    },
  );

  test('Portland stops after taking a near name, before the message is asked for, and keeps only its story', async () => {
    const { replay, kept } = await played(scenarioNamed('portland'));
    const decisions = replay.turns.map(({ decision }) => decision);
    expect(decisions).toContain('ask-name-again');
    expect(decisions).not.toContain('ask-message');
    expect(replay.turns.flatMap(({ evidence }) => evidence)).toContainEqual(
      expect.objectContaining({ name: 'recipient', observed: 'near' }),
    );
    expect(kept).toEqual({ messages: 0, stopped: 1, contents: 0 });
  });

  test('Anna’s message is held, and only that', async () => {
    const { replay, kept } = await played(scenarioNamed('anna'));
    expect(replay.turns.at(-1)).toMatchObject({ asked: 'message', decision: 'held' });
    expect(kept).toEqual({ messages: 1, stopped: 0, contents: 1 });
  });

  test('a muddled request is asked for the name once more, and then held', async () => {
    const { replay, kept } = await played(scenarioNamed('muddled'));
    const decisions = replay.turns.map(({ decision }) => decision);
    expect(decisions.slice(-3)).toEqual(['ask-name-again', 'ask-message', 'held']);
    expect(kept).toEqual({ messages: 1, stopped: 0, contents: 1 });
  });

  test('television says a request that is believed, and is stopped by what follows, before it is kept', async () => {
    const { replay, kept } = await played(scenarioNamed('television'));
    expect(replay.turns.map(({ decision }) => decision)).toEqual(['ask-message', 'stopped']);
    expect(replay.turns.at(-1)?.evidence).toContainEqual(expect.objectContaining({ name: 'content' }));
    expect(kept).toEqual({ messages: 0, stopped: 1, contents: 0 });
  });

  test('a scenario that runs out of lines is unfinished', async () => {
    const next: Scenario['next'] = line =>
      line === 0 ? { said: 'open second yes', takenFor: 'what was said' } : undefined;
    const { replay } = await played({ name: 'x', title: 'X', about: '', lesson: '', ends: 'held', next });
    expect(replay).toMatchObject({ outcome: 'unfinished', turns: [{ decision: 'welcome' }] });
  });
});

describe('npm run replay', () => {
  const root = join(__dirname, '../..');
  let bundle: string;
  beforeAll(async () => {
    bundle = await bundleForNode(join(root, 'simulator', 'replay.ts'));
  });
  const run = (args: string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [bundle, ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });

  test('npm run replay with --json prints one object, in which each sum is the evidence so far, and leaves nothing behind', () => {
    const temporary = mkdtempSync(join(tmpdir(), 'replay-test-'));
    try {
      const { stdout, stderr, status } = run(['portland', '--json'], { TMPDIR: temporary });
      const replay = JSON.parse(stdout) as Replay;
      expect([status, stderr]).toEqual([0, '']);
      expect(Object.keys(replay)).toEqual(['scenario', 'turns', 'outcome']);
      expect(replay).toMatchObject({ scenario: 'portland', outcome: 'stopped' });
      const [first] = replay.turns;
      expect(Object.keys(first ?? {})).toEqual([
        'asked',
        'heard',
        'said',
        'reply',
        'evidence',
        'logOdds',
        'decision',
      ]);
      let sum = first?.logOdds ?? NaN;
      for (const { evidence, logOdds } of replay.turns) {
        sum += evidence.reduce((all, { weight }) => all + weight, 0);
        expect(logOdds).toBeCloseTo(sum);
      }
      expect(readdirSync(temporary).filter(name => name.startsWith('second-yes'))).toEqual([]);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });

  test('npm run replay without --json tells the story turn by turn', () => {
    const { stdout, status } = run(['portland']);
    expect(status).toBe(0);
    expect(stdout).toContain('In the room: “right, and then two coats of varnish”');
    expect(stdout).toContain('Outcome: stopped. Nothing was recorded');
  });

  test.each([[['paris']], [[]], [['--loud']]])(
    'npm run replay with the arguments %j names the scenarios that there are',
    args => {
      const { stdout, stderr, status } = run(args);
      expect([stdout, status]).toEqual(['', 2]);
      for (const { name } of scenarios) expect(stderr).toContain(name);
    },
  );
});
