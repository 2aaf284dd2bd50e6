import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { BadInput } from './bad-input.ts';

/** A conversation between people, as one stream of words. */
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

/** Everything that the fit and the evaluation use. */
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

/** The words of a transcript, as a recogniser would write them: lower case, without punctuation around them. */
export const tokenize = (transcript: string): string[] =>
  transcript
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .split(/\s+/)
    .map(word => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter(word => word !== '');

const backgroundSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  source: z.string(),
  turns: z.array(z.object({ text: z.string() })),
});
/** Some corpora spell an apostrophe as an escape. */
const spoken = z.string().transform(text => text.replace(/\s*\\ ?u ?2019\s*/g, "'"));
const commandSchema = z.object({
  source: z.string(),
  text: spoken.refine(text => text.trim() !== '', 'is empty'),
  recipient: z.string().optional(),
  content: spoken.optional(),
});
const answerSchema = z.object({ source: z.string(), answer: z.string(), text: z.string() });
const otherRequestSchema = z.object({ source: z.string(), intent: z.string(), text: z.string() });

/**
 * Reads the speech sets of a folder, in the formats of docs/confidence.md (_The data_). It takes the file with the split in
 * its name, or else the file without a split. Throws {@link BadInput} for a missing or empty file and for a malformed row,
 * with the file and the line.
 */
export function readSpeechSets(folder: string, split: Split): SpeechSets {
  if (!existsSync(folder)) throw new BadInput(`There is no folder ${folder}.`);
  const digests: Record<string, string> = {};
  const find = (stem: string, ending: string): string => {
    const paths = [join(folder, `${stem}.${split}.${ending}`), join(folder, `${stem}.${ending}`)];
    const path = paths.find(one => existsSync(one));
    if (!path) throw new BadInput(`${folder} has no ${stem}.${split}.${ending} and no ${stem}.${ending}.`);
    digests[basename(path)] = createHash('sha256').update(readFileSync(path)).digest('base64url');
    return path;
  };
  const rows = <T>(stem: string, schema: z.ZodType<T>): T[] => readRows(find(stem, 'jsonl'), schema);
  return {
    background: rows('background', backgroundSchema).map(({ id, source, turns }) => ({
      id: `${source} ${id}`,
      source,
      words: tokenize(turns.map(({ text }) => text).join(' ')),
    })),
    commands: rows('commands', commandSchema),
    answers: rows('answers', answerSchema),
    otherRequests: rows('other-requests', otherRequestSchema),
    names: readNames(find('names', 'tsv')),
    digests,
  };
}

/** Reads a file of commands. Throws {@link BadInput} as {@link readSpeechSets} does. */
export const readCommands = (path: string): Command[] => readRows(path, commandSchema);

const readRows = <T>(path: string, schema: z.ZodType<T>): T[] =>
  withRows(
    path,
    linesOf(path).map(({ text, line }) => parseRow(text, schema, `${path}:${line}`)),
  );

function linesOf(path: string): { text: string; line: number }[] {
  if (!existsSync(path)) throw new BadInput(`There is no file ${path}.`);
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((one, index) => ({ text: one, line: index + 1 }))
    .filter(one => one.text.trim() !== '');
}

function parseRow<T>(text: string, schema: z.ZodType<T>, place: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BadInput(`${place} is not JSON.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadInput(`${place} does not fit: ${issue?.path.join('.') || 'the row'}: ${issue?.message}.`);
}

/** Reads a file of names with their counts. Throws {@link BadInput} as {@link readSpeechSets} does. */
export function readNames(path: string): Name[] {
  const [head, ...rows] = linesOf(path);
  if (head?.text !== 'name\tcount') throw new BadInput(`${path}:1 must be "name<tab>count".`);
  return withRows(
    path,
    rows.map(({ text, line }) => {
      const [name = '', count = '', ...more] = text.split('\t');
      if (name.trim() === '' || !/^\d+$/.test(count) || Number(count) === 0 || more.length > 0)
        throw new BadInput(`${path}:${line} must be a name, a tab and a count above zero.`);
      return { name: name.trim(), count: Number(count) };
    }),
  );
}

/** These rows. Throws {@link BadInput} if there are none. */
function withRows<T>(path: string, rows: T[]): T[] {
  if (rows.length === 0) throw new BadInput(`${path} has no rows.`);
  return rows;
}
