import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { entitiesOf } from '../../../core/conversation/entities.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { aContact } from '../../support/builders/builders.ts';

const contacts = (count: number, nicknames: string[]) =>
  Array.from({ length: count }, (_, i) =>
    aContact({ id: `c${i}` as ContactId, name: `Name ${i}`, nicknames }),
  );
const synonymsOf = (entities: ReturnType<typeof entitiesOf>) =>
  entities.map(({ name }) => name.synonyms.length);

describe('the names that Alexa is taught', () => {
  test('contacts are taught with their nicknames, the newest contact first', () => {
    expect(entitiesOf(contacts(2, ['nick']))).toEqual([
      { id: 'c1', name: { value: 'Name 1', synonyms: ['nick'] } },
      { id: 'c0', name: { value: 'Name 0', synonyms: ['nick'] } },
    ]);
  });

  test('every name is taught before the first nickname', () => {
    const entities = entitiesOf(contacts(98, ['one', 'two']));
    expect(entities).toHaveLength(98);
    expect(synonymsOf(entities).slice(0, 3)).toEqual([2, 0, 0]);
  });

  test('only the newest contacts are taught if there are too many', () => {
    const entities = entitiesOf(contacts(120, ['nick']));
    expect(entities[0]?.id).toBe('c119');
    expect(entities.at(-1)?.id).toBe('c20');
    expect(synonymsOf(entities).every(count => count === 0)).toBe(true);
  });

  test('at most a hundred names and nicknames are taught', () => {
    fc.assert(
      fc.property(fc.nat(150), fc.nat(10), (count, nicknames) => {
        const entities = entitiesOf(
          contacts(
            count,
            Array.from({ length: nicknames }, (_, i) => `nick ${i}`),
          ),
        );
        const total = entities.length + synonymsOf(entities).reduce((a, b) => a + b, 0);
        expect(total).toBe(Math.min(100, count * (1 + nicknames)));
      }),
    );
  });
});
