import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cleanUp, contentLeft, discard, prepare, release, walkAll } from '../../support/home/crash-walks.ts';
import { howFar, TIMEOUT } from '../../support/how-far.ts';

beforeAll(prepare, TIMEOUT);
afterAll(cleanUp);

/** More steps than any walk has. The search ends with the first walk that is not killed. */
const EVERY_STEP = Array.from({ length: 60 }, (_, step) => step);

/** The short form kills the home server only just after a call of an adapter. */
const RELEASE_STEPS = howFar({ short: [3, 13, 17, 21, 23], long: EVERY_STEP });
const DISCARD_STEPS = howFar({ short: [15], long: EVERY_STEP });
/**
 * The steps between the stored note that the recording is about to leave and the stored report; killed there, the home
 * server cannot know what arrived. Killed between the claim and the note, it sends the message by itself.
 */
const BEGUN = [20, 21, 22];

test(
  'a home server that is killed and started again loses nothing released, sends nothing unreleased, and sends nothing twice',
  async () => {
    const walks = await walkAll(release, RELEASE_STEPS);
    const killed = walks.filter(({ died }) => died);
    expect(killed.length).toBeGreaterThanOrEqual(howFar({ short: RELEASE_STEPS.length, long: 20 }));
    for (const { view, mails, early } of walks) {
      expect(early).toBe(0);
      expect(mails.length).toBeLessThanOrEqual(1);
      expect(['delivered', 'unknown']).toContain(view.state);
      if (view.state === 'delivered') expect(mails).toHaveLength(1);
    }
    const unknown = walks.filter(({ view }) => view.state === 'unknown').map(({ step }) => step);
    expect(unknown.toSorted((a, b) => a - b)).toEqual(BEGUN.filter(step => RELEASE_STEPS.includes(step)));
  },
  TIMEOUT,
);

test(
  'a home server that is killed and started again erases what was discarded, and sends none of it',
  async () => {
    const walks = await walkAll(discard, DISCARD_STEPS);
    const killed = walks.filter(({ died }) => died);
    expect(killed.length).toBeGreaterThanOrEqual(howFar({ short: DISCARD_STEPS.length, long: 18 }));
    for (const { view, mails, dir } of walks) {
      expect(view.state).toBe('discarded');
      expect(mails).toHaveLength(0);
      expect(contentLeft(dir)).toEqual([]);
    }
  },
  TIMEOUT,
);
