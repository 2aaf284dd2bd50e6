import { describe, expect, test } from '@jest/globals';
import { howFar, TIMEOUT } from '../support/how-far.ts';
import { fuzzAlexa } from './alexa.ts';
import { fuzzSkill, skillAt } from './skill.ts';
import { skillExamples } from './skill-examples.ts';

describe('What the skill is fuzzed with', () => {
  test('every example of the fuzz is answered without a change to it', async () => {
    const examples = await skillExamples();
    const moving: string[] = [];
    for (const example of examples) {
      const { skill, documents } = await skillAt(example);
      const before = JSON.stringify(documents.everything());
      await expect(skill(example.envelope)).resolves.toMatchObject({ version: '1.0' });
      if (JSON.stringify(documents.everything()) !== before) moving.push(example.name);
    }
    expect(moving).toEqual(
      expect.arrayContaining(['a message', 'more words', 'a discard', 'the skill was disabled']),
    );
  });
});

describe('Any request to the skill', () => {
  test(
    'a changed request to the skill is answered or refused with a code, and changes nothing that an Echo may not change',
    async () => {
      const { answered, refused, moved } = await fuzzSkill(howFar({ short: 2_000, long: 30_000 }));
      expect(Math.min(answered, refused)).toBeGreaterThan(howFar({ short: 100, long: 1_000 }));
      expect(moved).toBeGreaterThan(20);
    },
    TIMEOUT,
  );

  test(
    'a changed request to the endpoint is answered or refused with a code, and reaches nobody without Amazon’s signature',
    async () => {
      const count = await fuzzAlexa(howFar({ short: 500, long: 12_500 }));
      expect(Math.min(count[200] ?? 0, count[400] ?? 0, count[404] ?? 0)).toBeGreaterThan(10);
      expect(Math.min(count[200] ?? 0, count[400] ?? 0)).toBeGreaterThan(howFar({ short: 10, long: 500 }));
    },
    TIMEOUT,
  );
});
