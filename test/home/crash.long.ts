import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cleanUp, contentLeft, discard, prepare, release, walkAll } from '../support/home/crash-walks.ts';

beforeAll(prepare, 60_000);
afterAll(cleanUp);

/** More steps than any way has; a way that reaches its end unkilled ends the search. */
const every = Array.from({ length: 60 }, (_, step) => step);

describe('A house killed at every single step of the way and started again', () => {
  test('loses nothing released, sends nothing unreleased, and sends nothing twice', async () => {
    const walks = await walkAll(release, every);
    expect(walks.filter(({ died }) => died).length).toBeGreaterThanOrEqual(20);
    for (const { view, mails, early } of walks) {
      expect(early).toBe(0);
      expect(mails.length).toBeLessThanOrEqual(1);
      expect(['delivered', 'unknown']).toContain(view.state);
      if (view.state === 'delivered') expect(mails).toHaveLength(1);
    }
    // Unknown is only what died between storing the claim and storing what became of it.
    const unknown = walks.filter(({ view }) => view.state === 'unknown').map(({ step }) => step);
    expect(unknown.toSorted((a, b) => a - b)).toEqual([17, 18, 19, 20]);
  }, 300_000);

  test('erases what was discarded, and sends none of it', async () => {
    const walks = await walkAll(discard, every);
    expect(walks.filter(({ died }) => died).length).toBeGreaterThanOrEqual(18);
    for (const { view, mails, dir } of walks) {
      expect(view.state).toBe('discarded');
      expect(mails).toHaveLength(0);
      expect(contentLeft(dir)).toEqual([]);
    }
  }, 300_000);
});
