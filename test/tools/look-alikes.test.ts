import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { findLookAlikes, LOOK_ALIKES_FILE } from '../../tools/look-alikes.ts';

test('the letters that look like English ones are those of Unicode’s confusables', () => {
  const kept = JSON.parse(readFileSync(LOOK_ALIKES_FILE, 'utf8')) as Record<string, string>;
  expect(kept).toEqual(findLookAlikes());
  expect(kept['A']).toContain('\u0410');
});
