import { describe, expect, test } from '@jest/globals';
import { wouldSendIn2018 } from '../../../bench/evaluate/flow-2018.ts';
import { ForcedNames } from '../../../bench/speech/heard-as-name.ts';
import { misheard, nearWords } from '../../../bench/speech/near-words.ts';
import { randomOf } from '../../../bench/speech/random.ts';
import type { ContactId } from '../../../core/household/ids.ts';

const book = (...names: string[]) =>
  new ForcedNames(names.map(name => ({ id: name as ContactId, name, nicknames: [], addresses: [] })));
const heard = (word: string, ...names: string[]) =>
  book(...names)
    .heardIn(word)
    .map(({ contact, exact }) => `${contact.name}${exact ? '' : ' (near)'}`);

describe('the platform at its worst', () => {
  test.each<[string, string, string[]]>([
    ['mary', 'Mary', ['Mary']],
    ['very', 'Mary', ['Mary (near)']],
    ['married', 'Mary', ['Mary (near)']],
    ['marriage', 'Mary', []],
    ['tom', 'Tim', []],
    ['tim', 'Tim', ['Tim']],
    ['anne', 'Ann', []],
    ['xqzt', 'Mary', []],
    ['ольга', 'Ольга', ['Ольга']],
  ])('the platform at its worst hears "%s", with %s among the contacts, as %j', (word, name, taken) => {
    expect(heard(word, name)).toEqual(taken);
  });
});

describe('the 2018 flow', () => {
  const words = (count: number) => Array.from({ length: count }, () => 'hmm');
  const names = book('Mary');

  test('the 2018 flow sends on a name in the first twenty words and a yes in the next twenty', () => {
    expect(wouldSendIn2018(['very', ...words(19), 'right', ...words(19)], names)).toBe(true);
    expect(wouldSendIn2018([...words(19), 'mary', ...words(19), 'uh-huh'], names)).toBe(true);
  });

  test.each([
    ['no name', [...words(20), 'right', ...words(19)]],
    ['no yes', ['very', ...words(39)]],
    ['the yes too early', ['very', 'right', ...words(38)]],
    ['the name too late', [...words(20), 'very', 'right', ...words(18)]],
    ['the yes too late', ['very', ...words(39), 'right']],
  ])('the 2018 flow does not send on %s', (_, chain) => {
    expect(wouldSendIn2018(chain, names)).toBe(false);
  });
});

describe('recognition noise', () => {
  test('near words sound like the word and are other words', () => {
    expect(nearWords('mary')).toEqual(expect.arrayContaining(['very', 'married', 'merry']));
    expect(nearWords('mary')).not.toContain('mary');
    expect(nearWords('mary')).not.toContain('elephant');
  });

  test('long words have near words, and words that the dictionary lacks have none', () => {
    expect(nearWords('christopher').length).toBeGreaterThan(0);
    expect(nearWords('xqzt')).toEqual([]);
  });

  test('words are misheard at the given rate', () => {
    const said = Array.from({ length: 4_000 }, () => 'mary');
    const wrong = misheard(said, 0.1, randomOf(1)).filter(word => word !== 'mary').length;
    expect(wrong / said.length).toBeCloseTo(0.1, 1);
    expect(misheard(said, 0, randomOf(1))).toEqual(said);
  });
});
