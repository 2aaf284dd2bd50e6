import { parseArgs } from 'node:util';
import { BadInput } from '../speech/bad-input.ts';
import type { Split } from '../speech/speech-sets.ts';

/** The options of `npm run evaluate`. */
export type EvaluateOptions = {
  data: string;
  split: Split;
  contacts: number;
  noise: number;
  seed: number;
  json: boolean;
  plots: boolean;
  /** The path of a model to evaluate instead of the committed one. */
  model?: string | undefined;
};

/** The options of `npm run fit`. */
export type FitOptions = { data: string; seed: number; date?: string | undefined };

const CONTACTS = [10, 30, 100];

/** Reads the options of the evaluation. Throws {@link BadInput} for an unknown or unfit option. */
export function evaluateOptions(args: string[]): EvaluateOptions {
  const { values } = parseOptions(args, {
    data: { type: 'string' },
    split: { type: 'string', default: 'dev' },
    contacts: { type: 'string', default: '30' },
    noise: { type: 'string', default: '0.1' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    plots: { type: 'boolean', default: false },
    model: { type: 'string' },
  });
  const { data, split } = values;
  if (!data) throw new BadInput('Say where the speech sets are: --data DIR.');
  if (split !== 'dev' && split !== 'train') throw new BadInput('--split is dev or train.');
  const contacts = Number(values.contacts);
  if (!CONTACTS.includes(contacts)) throw new BadInput(`--contacts is one of ${CONTACTS.join(', ')}.`);
  const noise = Number(values.noise);
  if (values.noise === '' || !(noise >= 0 && noise <= 1))
    throw new BadInput('--noise is a rate from 0 to 1, such as 0.1.');
  return {
    data,
    split,
    contacts,
    noise,
    seed: parseSeed(values.seed),
    json: values.json,
    plots: values.plots,
    model: values.model,
  };
}

/** Reads the options of the fit. Throws {@link BadInput} for an unknown or unfit option. */
export function fitOptions(args: string[]): FitOptions {
  const { values } = parseOptions(args, {
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    date: { type: 'string' },
  });
  if (!values.data) throw new BadInput('Say where the speech sets are: --data DIR.');
  if (values.date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.date))
    throw new BadInput('--date is a day as YYYY-MM-DD.');
  return { data: values.data, seed: parseSeed(values.seed), date: values.date };
}

function parseOptions<const O extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  args: string[],
  options: O,
) {
  try {
    return parseArgs({ args, options });
  } catch (error) {
    throw new BadInput((error as Error).message);
  }
}

function parseSeed(text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new BadInput('--seed is a whole number.');
  return Number(text);
}
