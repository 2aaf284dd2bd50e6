import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cleanUp, contentLeft, discard, prepare, release, walkAll } from '../support/home/crash-walks.ts';

beforeAll(prepare, 60_000);
afterAll(cleanUp);

/** The short form: the steps at which something was just done. `npm run test:long` dies at every one. */
const RELEASE_STEPS = [3, 13, 17, 19, 21];
const DISCARD_STEPS = [15];

describe('A house killed on the way and started again', () => {
  test('loses nothing released, sends nothing unreleased, and sends nothing twice', async () => {
    for (const { died, view, mails, early } of await walkAll(release, RELEASE_STEPS)) {
      expect(died).toBe(true);
      expect(early).toBe(0);
      expect(mails.length).toBeLessThanOrEqual(1);
      expect(['delivered', 'unknown']).toContain(view.state);
      if (view.state === 'delivered') expect(mails).toHaveLength(1);
    }
  }, 120_000);

  test('erases what was discarded, and sends none of it', async () => {
    for (const { died, view, mails, dir } of await walkAll(discard, DISCARD_STEPS)) {
      expect(died).toBe(true);
      expect(view.state).toBe('discarded');
      expect(mails).toHaveLength(0);
      expect(contentLeft(dir)).toEqual([]);
    }
  }, 60_000);
});
