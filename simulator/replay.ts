import { parseArgs } from 'node:util';
import { committedModel } from '../core/confidence/model.ts';
import { openReplayHousehold } from './scenarios/replay-household.ts';
import { replayScenario } from './scenarios/replay-scenario.ts';
import { scenarioNamed, scenarios } from './scenarios/scenarios.ts';
import { reportReplay } from './scenarios/replay-report.ts';

/**
 * `npm run replay -- portland [--json]`: plays a scenario through the skill as it is, in a household of its own that is
 * removed afterwards. The exit code is 0 where it ended as promised, 1 where it did not, 2 for an unknown scenario.
 *
 * The platform's mishearings are part of a scenario and go into the envelopes as they are; see its file.
 */
async function replay(args: string[]): Promise<number> {
  const asked = readArgs(args);
  const scenario = asked && scenarioNamed(asked.name);
  if (!asked || !scenario) {
    const known = scenarios.map(({ name, title }) => `  ${name}  ${title}\n`).join('');
    const what = asked?.name ? `There is no scenario called ${asked.name}.` : 'Say which scenario to replay.';
    process.stderr.write(`${what} Known are:\n${known}`);
    return 2;
  }

  const household = await openReplayHousehold();
  try {
    const played = await replayScenario(scenario, household.echo);
    const text = asked.json
      ? `${JSON.stringify(played, null, 2)}\n`
      : reportReplay(scenario.title, played, committedModel.bounds, await household.kept());
    process.stdout.write(text);
    return played.outcome === scenario.ends ? 0 : 1;
  } finally {
    await household.close();
  }
}

function readArgs(args: string[]): { name: string; json: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    return {
      name: positionals.length === 1 ? (positionals[0] ?? '') : positionals.join(' '),
      json: values.json,
    };
  } catch {
    return undefined;
  }
}

process.exitCode = await replay(process.argv.slice(2));
