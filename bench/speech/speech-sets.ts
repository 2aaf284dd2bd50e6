import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { BadInput } from './bad-input.ts';
import { tokens } from './tokens.ts';

/** People talking to each other, as one stream of words. */
export type Background = { id: string; source: string; words: string[] };
export type Command = {
  source: string;
  text: string;
  recipient?: string | undefined;
  content?: string | undefined;
};
export type SpokenAnswer = { source: string; answer: string; text: string };
export type OtherRequest = { source: string; intent: string; text: string };
export type Name = { name: string; count: number };

/** Everything that is judged on. */
export type SpeechSets = {
  background: Background[];
  commands: Command[];
  answers: SpokenAnswer[];
  otherRequests: OtherRequest[];
  names: Name[];
  /** SHA-256 of each file, base64url, by file name. */
  digests: Record<string, string>;
};

export type Split = 'train' | 'dev';

const background = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  source: z.string(),
  turns: z.array(z.object({ text: z.string() })),
});
const command = z.object({
  source: z.string(),
  text: z.string().min(1),
  recipient: z.string().optional(),
  content: z
    .string()
    .transform(text => text.replace(/\s*\\ ?u ?2019\s*/g, "'"))
    .optional(),
});
const answer = z.object({ source: z.string(), answer: z.string(), text: z.string() });
const otherRequest = z.object({ source: z.string(), intent: z.string(), text: z.string() });

/**
 * Reads the speech sets of a folder, in the formats of its README. A file with the split in its name is taken if
 * there is one, else the file without, which is used whole. Throws {@link BadInput} for a missing or empty file
 * and for a malformed row, with the file and line.
 */
export function readSpeechSets(folder: string, split: Split): SpeechSets {
  if (!existsSync(folder)) throw new BadInput(`There is no folder ${folder}.`);
  const digests: Record<string, string> = {};
  const open = (stem: string, ending: string) => {
    const paths = [join(folder, `${stem}.${split}.${ending}`), join(folder, `${stem}.${ending}`)];
    const path = paths.find(one => existsSync(one));
    if (!path) throw new BadInput(`${folder} has no ${stem}.${split}.${ending} and no ${stem}.${ending}.`);
    const bytes = readFileSync(path);
    digests[basename(path)] = createHash('sha256').update(bytes).digest('base64url');
    return { path, lines: linesOf(bytes.toString('utf8')) };
  };
  const rows = <T>(stem: string, shape: z.ZodType<T>): T[] => {
    const { path, lines } = open(stem, 'jsonl');
    return notEmpty(
      path,
      lines.map(({ text, line }) => jsonRow(text, shape, `${path}:${line}`)),
    );
  };
  return {
    background: rows('background', background).map(({ id, source, turns }) => ({
      id: `${source} ${id}`,
      source,
      words: tokens(turns.map(({ text }) => text).join(' ')),
    })),
    commands: rows('commands', command),
    answers: rows('answers', answer),
    otherRequests: rows('other-requests', otherRequest),
    names: namesIn(open('names', 'tsv')),
    digests,
  };
}

type Lines = { text: string; line: number }[];

const linesOf = (text: string): Lines =>
  text
    .split(/\r?\n/)
    .map((one, index) => ({ text: one, line: index + 1 }))
    .filter(one => one.text.trim() !== '');

function jsonRow<T>(text: string, shape: z.ZodType<T>, place: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BadInput(`${place} is not JSON.`);
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadInput(`${place} does not fit: ${issue?.path.join('.') || 'the row'}: ${issue?.message}.`);
}

function namesIn({ path, lines }: { path: string; lines: Lines }): Name[] {
  const [head, ...rows] = lines;
  if (head?.text !== 'name\tcount') throw new BadInput(`${path}:1 must be "name<tab>count".`);
  return notEmpty(
    path,
    rows.map(({ text, line }) => {
      const [name = '', count = '', ...more] = text.split('\t');
      if (name.trim() === '' || !/^\d+$/.test(count) || Number(count) === 0 || more.length > 0)
        throw new BadInput(`${path}:${line} must be a name, a tab and a count above zero.`);
      return { name: name.trim(), count: Number(count) };
    }),
  );
}

function notEmpty<T>(path: string, rows: T[]): T[] {
  if (rows.length === 0) throw new BadInput(`${path} has no rows.`);
  return rows;
}
