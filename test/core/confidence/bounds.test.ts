import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { waldBounds } from '../../../core/confidence/bounds.ts';
import { contentFeatures } from '../../../core/confidence/content-model.ts';
import { meantRate } from '../../../core/confidence/past-answers.ts';
import { languageOf } from '../../../core/household/language.ts';
import { heaviestEvidence } from '../../../core/confidence/story.ts';
import { noon } from '../../support/builders/builders.ts';

describe("Wald's bounds", () => {
  test('the bounds for errors of five and five per cent are those of Wald’s paper', () => {
    const { stop, sure } = waldBounds({ believed: 0.05, stopped: 0.05 }, 0);
    expect(sure).toBeCloseTo(Math.log(19), 10);
    expect(stop).toBeCloseTo(-Math.log(19), 10);
  });

  test('the bounds lie on both sides of the prior, and farther apart for smaller errors', () => {
    const rate = fc.double({ min: 0.001, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(rate, rate, fc.double({ min: -5, max: 5, noNaN: true }), (believed, stopped, prior) => {
        const bounds = waldBounds({ believed, stopped }, prior);
        const tighter = waldBounds({ believed: believed / 2, stopped: stopped / 2 }, prior);
        expect(bounds.stop).toBeLessThan(prior);
        expect(bounds.sure).toBeGreaterThan(prior);
        expect(tighter.stop).toBeLessThan(bounds.stop);
        expect(tighter.sure).toBeGreaterThan(bounds.sure);
      }),
    );
  });
});

describe('the content features', () => {
  test.each<[string, string[]]>([
    ["I'm late", ['im', '^ im', 'late', 'im late', 'late $']],
    ['uh the the', ['the', '^ the', '==', 'the $']],
    ['at 5 or six', ['at', '^ at', '#', 'at #', 'or', '# or', 'or #', '# $']],
    ['', []],
    ['um, uh', []],
  ])('the features of "%s" are %j', (words, features) => {
    expect([...contentFeatures(words)]).toEqual(features);
  });
});

test('the rate of messages that were meant begins at a half and learns from each answer', () => {
  expect(meantRate({ meant: 0, notMeant: 0 })).toBe(0.5);
  expect(meantRate({ meant: 3, notMeant: 0 })).toBe(0.8);
  expect(meantRate({ meant: 0, notMeant: 2 })).toBe(0.25);
});

test('the heaviest evidence comes first, for or against, and evidence of no weight never', () => {
  const evidence = [1, -3, 0, 2].map(weight => ({
    name: 'length' as const,
    observed: 'word' as const,
    weight,
  }));
  const story = {
    model: 'test',
    language: languageOf('en-US'),
    prior: 0,
    turns: [{ at: noon, asked: 'message' as const, heard: 'send' as const, evidence, logOdds: 0 }],
  };
  expect(heaviestEvidence(story, 2).map(({ weight }) => weight)).toEqual([-3, 2]);
  expect(heaviestEvidence(story, 9)).toHaveLength(3);
});
