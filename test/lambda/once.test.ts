import { expect, test } from '@jest/globals';
import { once } from '../../lambda/once.ts';

test('What is asked for once is asked for when it is first needed, and kept for all who need it', async () => {
  let asked = 0;
  const answer = once(async () => (asked += 1));
  expect(asked).toBe(0);
  expect(await Promise.all([answer(), answer()])).toEqual([1, 1]);
  expect(await answer()).toBe(1);
});

test('What failed is asked for again', async () => {
  let asked = 0;
  const answer = once(async () => {
    asked += 1;
    if (asked === 1) throw new Error('not yet');
    return asked;
  });
  await expect(answer()).rejects.toThrow('not yet');
  expect(await answer()).toBe(2);
});
