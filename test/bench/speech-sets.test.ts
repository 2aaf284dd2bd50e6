import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AddressBooks } from '../../bench/speech/address-book.ts';
import { BadInput } from '../../bench/speech/bad-input.ts';
import { randomOf } from '../../bench/speech/random.ts';
import { readSpeechSets } from '../../bench/speech/speech-sets.ts';
import { aSpeechFolder } from './a-speech-folder.ts';

const refusal = (folder: string): string => {
  try {
    readSpeechSets(folder, 'dev');
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return 'none';
};

describe('speech sets', () => {
  test('without a split in their names are used whole, whichever split is asked for', () => {
    const folder = aSpeechFolder();
    const { background, names } = readSpeechSets(folder, 'dev');
    expect(background.map(({ id }) => id)).toEqual(['Fence one', 'Shed two', 'Shed three']);
    expect(names).toHaveLength(35);
    expect(readSpeechSets(folder, 'train')).toEqual(readSpeechSets(folder, 'dev'));
  });

  test('with the split in the name come first', () => {
    const row = JSON.stringify({ source: 'x', answer: 'yes', text: 'of the split' });
    const sets = readSpeechSets(aSpeechFolder({ 'answers.dev.jsonl': row }), 'dev');
    expect(sets.answers).toEqual([{ source: 'x', answer: 'yes', text: 'of the split' }]);
    expect(Object.keys(sets.digests)).toContain('answers.dev.jsonl');
  });

  test.each(['background.jsonl', 'commands.jsonl', 'answers.jsonl', 'other-requests.jsonl', 'names.tsv'])(
    'without %s are refused, and the file is named',
    name => {
      expect(refusal(aSpeechFolder({ [name]: undefined }))).toContain(name);
    },
  );

  test.each<[string, string, string]>([
    ['no JSON', '{"source":', 'commands.jsonl:3 is not JSON'],
    ['a field that is missing', '{"source":"x"}', 'commands.jsonl:3 does not fit: text'],
    ['a field of another kind', '{"source":"x","text":7}', 'commands.jsonl:3 does not fit: text'],
  ])('with %s are refused, and file and line are named', (_, bad, message) => {
    const good = '{"source":"x","text":"send it"}';
    expect(refusal(aSpeechFolder({ 'commands.jsonl': `${good}\n\n${bad}\n${good}` }))).toContain(message);
  });

  test.each([
    ['name\tcount\nAnna\tmany', 'names.tsv:2'],
    ['name\tcount\nAnna', 'names.tsv:2'],
    ['Anna\t3', 'names.tsv:1'],
    ['name\tcount\n', 'has no rows'],
  ])('with names like %j are refused', (names, message) => {
    expect(refusal(aSpeechFolder({ 'names.tsv': names }))).toContain(message);
  });

  test('with nothing in a file are refused', () => {
    expect(refusal(aSpeechFolder({ 'background.jsonl': '\n' }))).toContain('background.jsonl has no rows');
  });

  test('that are no folder are refused', () => {
    expect(refusal('/nowhere/at/all')).toContain('There is no folder');
  });

  test('are only read', () => {
    const folder = aSpeechFolder();
    const before = readFileSync(join(folder, 'commands.jsonl'), 'utf8');
    readSpeechSets(folder, 'dev');
    expect(readFileSync(join(folder, 'commands.jsonl'), 'utf8')).toBe(before);
  });
});

describe('an address book', () => {
  const names = [
    { name: 'Often', count: 900 },
    { name: 'Seldom', count: 99 },
    { name: 'Hardly', count: 1 },
  ];

  test('has distinct names, and all of them where it must', () => {
    const book = new AddressBooks(names).draw(3, randomOf(1));
    expect(book.map(({ name }) => name).toSorted()).toEqual(['Hardly', 'Often', 'Seldom']);
    expect(new Set(book.map(({ id }) => id)).size).toBe(3);
  });

  test('draws a name as often as it was given', () => {
    const books = new AddressBooks(names);
    const random = randomOf(2);
    const often = Array.from({ length: 2_000 }, () => books.draw(1, random)[0]?.name).filter(
      name => name === 'Often',
    );
    expect(often.length / 2_000).toBeCloseTo(0.9, 1);
  });

  test('that would be empty, or larger than there are names, is refused', () => {
    expect(() => new AddressBooks(names).draw(0, randomOf(1))).toThrow(BadInput);
    expect(() => new AddressBooks(names).draw(4, randomOf(1))).toThrow('only 3 names');
    expect(() => new AddressBooks([])).toThrow(BadInput);
  });
});
