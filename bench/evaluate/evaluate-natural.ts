import { parseArgs } from 'node:util';
import { BadInput, runCommand } from '../speech/bad-input.ts';
import { readCommands, readNames } from '../speech/speech-sets.ts';
import { countNatural, listNatural, type NaturalRow, playNatural } from './natural.ts';

await runCommand(async () => {
  const { data, names, seed, json, list } = readOptions(process.argv.slice(2));
  const rows = readCommands(data).filter((row): row is NaturalRow => row.recipient !== undefined);
  if (rows.length === 0) throw new BadInput(`${data} has no sentence with a recipient.`);
  const results = await playNatural(rows, readNames(names), { seed });
  if (list) for (const line of listNatural(results)) console.log(line);
  const figures = countNatural(results);
  if (json) console.log(JSON.stringify(figures, null, 2));
  else if (!list) for (const [name, value] of Object.entries(figures)) console.log(formatFigure(name, value));
});

function formatFigure(name: string, value: number): string {
  const isRate = name !== 'n' && name !== 'meanTurns';
  return `${name.padEnd(14)} ${isRate ? `${(value * 100).toFixed(1)}%` : Number(value.toFixed(2))}`;
}

function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        names: { type: 'string' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
      },
    });
    const { data, names } = values;
    if (!data || !names) throw new BadInput('Say where the data are: --data FILE.jsonl --names FILE.tsv.');
    if (!/^\d{1,9}$/.test(values.seed)) throw new BadInput('--seed is a whole number.');
    return { ...values, data, names, seed: Number(values.seed) };
  } catch (error) {
    throw error instanceof BadInput ? error : new BadInput((error as Error).message);
  }
}
