import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AddressBooks } from '../../../bench/speech/address-book.ts';
import { BadInput } from '../../../bench/speech/bad-input.ts';
import { randomOf } from '../../../bench/speech/random.ts';
import { readSpeechSets } from '../../../bench/speech/speech-sets.ts';
import { aSpeechFolder } from '../a-speech-folder.ts';

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
  test('files without a split in their names are used for every split', () => {
    const folder = aSpeechFolder();
    const { background, names } = readSpeechSets(folder, 'dev');
    expect(background.map(({ id }) => id)).toEqual(['Fence one', 'Shed two', 'Shed three']);
    expect(names).toHaveLength(35);
    expect(readSpeechSets(folder, 'train')).toEqual(readSpeechSets(folder, 'dev'));
  });

  test('a file with the split in its name is preferred', () => {
    const row = JSON.stringify({ source: 'x', answer: 'yes', text: 'of the split' });
    const sets = readSpeechSets(aSpeechFolder({ 'answers.dev.jsonl': row }), 'dev');
    expect(sets.answers).toEqual([{ source: 'x', answer: 'yes', text: 'of the split' }]);
    expect(Object.keys(sets.digests)).toContain('answers.dev.jsonl');
  });

  test.each(['background.jsonl', 'commands.jsonl', 'answers.jsonl', 'other-requests.jsonl', 'names.tsv'])(
    'speech sets without %s are refused with the name of the file',
    name => {
      expect(refusal(aSpeechFolder({ [name]: undefined }))).toContain(name);
    },
  );

  test.each<[string, string, string]>([
    ['not JSON', '{"source":', 'commands.jsonl:3 is not JSON'],
    ['without a field', '{"source":"x"}', 'commands.jsonl:3 does not fit: text'],
    ['with a field of another type', '{"source":"x","text":7}', 'commands.jsonl:3 does not fit: text'],
  ])('a row that is %s is refused with its file and line', (_, bad, message) => {
    const good = '{"source":"x","text":"send it"}';
    expect(refusal(aSpeechFolder({ 'commands.jsonl': `${good}\n\n${bad}\n${good}` }))).toContain(message);
  });

  test.each([
    ['name\tcount\nAnna\tmany', 'names.tsv:2'],
    ['name\tcount\nAnna', 'names.tsv:2'],
    ['Anna\t3', 'names.tsv:1'],
    ['name\tcount\n', 'has no rows'],
  ])('the names %j are refused', (names, message) => {
    expect(refusal(aSpeechFolder({ 'names.tsv': names }))).toContain(message);
  });

  test('a file without rows is refused', () => {
    expect(refusal(aSpeechFolder({ 'background.jsonl': '\n' }))).toContain('background.jsonl has no rows');
  });

  test('a folder that does not exist is refused', () => {
    expect(refusal('/nowhere/at/all')).toContain('There is no folder');
  });

  test('reading speech sets does not change them', () => {
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

  test('an address book has distinct names, and all of them if it is as large', () => {
    const book = new AddressBooks(names).draw(3, randomOf(1));
    expect(book.map(({ name }) => name).toSorted()).toEqual(['Hardly', 'Often', 'Seldom']);
    expect(new Set(book.map(({ id }) => id)).size).toBe(3);
  });

  test('an address book has a name as often as its count says', () => {
    const books = new AddressBooks(names);
    const random = randomOf(2);
    const often = Array.from({ length: 2_000 }, () => books.draw(1, random)[0]?.name).filter(
      name => name === 'Often',
    );
    expect(often.length / 2_000).toBeCloseTo(0.9, 1);
  });

  test('an address book that is empty or larger than the number of names is refused', () => {
    expect(() => new AddressBooks(names).draw(0, randomOf(1))).toThrow(BadInput);
    expect(() => new AddressBooks(names).draw(4, randomOf(1))).toThrow('only 3 names');
    expect(() => new AddressBooks([])).toThrow(BadInput);
  });
});
