import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { assess, emptyStory } from '../../lambda/confidence/assess.ts';
import { frictionFor } from '../../lambda/confidence/friction-for.ts';
import {
  type Evidence,
  logOddsOf,
  probabilityOf,
  type Story,
  storyDigest,
  summedLogOdds,
} from '../../lambda/confidence/story.ts';
import { weigh } from '../../lambda/confidence/weigh.ts';
import { model } from '../../lambda/confidence/model.ts';
import { noon } from '../support/builders.ts';

const turn = { at: noon, asked: 'recipient' as const, heard: 'send' };
const evidence = (weight: number): Evidence => ({
  name: 'miss',
  observed: 'off-topic',
  weight,
  reason: 'So.',
});
const bounds = { stop: -2, sure: 3 };
const nothing: Story = { model: 'test', prior: 0, turns: [] };

describe('assessing a turn', () => {
  test.each([
    [-2.001, 'stop'],
    [-2, 'stop'],
    [-1.999, 'between'],
    [0, 'between'],
    [2.999, 'between'],
    [3, 'sure'],
    [3.001, 'sure'],
  ] as const)('at %d the conversation is at "%s"', (sum, standing) => {
    expect(assess(nothing, turn, [evidence(sum)], { bounds }).standing).toBe(standing);
  });

  test('the sum begins at the prior, and missing evidence weighs nothing', () => {
    const prior = { ...nothing, prior: -1.5 };
    const { story, standing } = assess(prior, turn, [], { bounds });
    expect(logOddsOf(story)).toBe(-1.5);
    expect(standing).toBe('between');
    expect(assess(prior, turn, [evidence(-0.5)], { bounds }).standing).toBe('stop');
  });

  test('the turn goes into the story, and the story before stays as it was', () => {
    const before = structuredClone(nothing);
    const { story } = assess(nothing, turn, [evidence(1)], { bounds });
    expect(story.turns).toEqual([{ ...turn, evidence: [evidence(1)], logOdds: 1 }]);
    expect(nothing).toEqual(before);
  });

  test('the story says which model weighed it, and while that is not fitted', () => {
    expect(emptyStory({ version: '7', fitted: true, prior: 0.5 })).toEqual({
      model: '7',
      prior: 0.5,
      turns: [],
    });
    expect(emptyStory({ version: '7', fitted: false, prior: 0 }).model).toBe('7, not yet fitted');
  });

  test('log-odds stand for a probability', () => {
    expect(probabilityOf(0)).toBe(0.5);
    expect(probabilityOf(Math.log(9))).toBeCloseTo(0.9);
    expect(probabilityOf(-2.5)).toBeCloseTo(0.0759, 4);
  });
});

describe('weighing an observation', () => {
  const cases = Object.entries(model.evidence).flatMap(([name, weights]) =>
    Object.keys(weights).map(observed => [name as Evidence['name'], observed] as const),
  );

  test.each(cases)('%s, %s: the weight is the one of the model, and within the clip', (name, observed) => {
    const weighed = weigh(name, observed as never, 'Because.');
    const written = (model.evidence[name] as Record<string, number>)[observed] as number;
    expect(weighed).toEqual({
      name,
      observed,
      weight: Math.sign(written) * Math.min(Math.abs(written), model.clip),
      reason: 'Because.',
    });
  });

  test('no weight, however great, exceeds the clip', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true }),
        fc.double({ min: 0.001, max: 10, noNaN: true }),
        (weight, clip) => {
          const extreme = {
            clip,
            evidence: { ...model.evidence, miss: { 'not-understood': weight, 'off-topic': weight } },
          };
          const weighed = weigh('miss', 'off-topic', 'Because.', extreme).weight;
          expect(Math.abs(weighed)).toBeLessThanOrEqual(clip);
          expect(weighed).toBe(Math.abs(weight) <= clip ? weight : Math.sign(weight) * clip);
        },
      ),
    );
  });
});

describe('the friction of a story', () => {
  const friction = [
    { from: 4, ask: 'tap' as const },
    { from: 1, ask: 'listen' as const },
    { from: null, ask: 'choose' as const },
  ];
  const storyOf = (...weights: number[]): Story => ({
    ...nothing,
    turns: weights.map((weight, i) => ({
      ...turn,
      evidence: [evidence(weight)],
      logOdds: weights.slice(0, i + 1).reduce((a, b) => a + b),
    })),
  });

  test.each([
    [4, 'tap'],
    [3.999, 'listen'],
    [1, 'listen'],
    [0.999, 'choose'],
    [-9, 'choose'],
  ] as const)('at %d is %s: the first row that it reaches', (sum, ask) => {
    expect(frictionFor(storyOf(sum), { friction })).toBe(ask);
  });

  test('counts every turn', () => {
    expect(frictionFor(storyOf(2, 2, -3), { friction })).toBe('listen');
  });

  test('is not lowered by an edited total', () => {
    const honest = storyOf(0.5);
    const edited = { ...honest, turns: honest.turns.map(one => ({ ...one, logOdds: 9 })) };
    expect(summedLogOdds(edited)).toBe(0.5);
    expect(frictionFor(edited, { friction })).toBe('choose');
  });

  test('is the strongest where a table has no row for it', () => {
    expect(frictionFor(storyOf(0), { friction: [{ from: 1, ask: 'listen' }] })).toBe('choose');
  });

  test('is never a mere tap under the committed model', () => {
    for (const sum of [-99, -2.5, 0, 3, 99])
      expect(['listen', 'choose']).toContain(frictionFor(storyOf(sum)));
  });
});

describe("a story's digest", () => {
  const story: Story = { ...nothing, turns: [{ ...turn, evidence: [evidence(1)], logOdds: 1 }] };
  const [first] = story.turns as [Story['turns'][number]];
  const changed = (more: object): Story => ({ ...story, turns: [{ ...first, ...more }] });

  test.each<[string, Story]>([
    ['the model', { ...story, model: 'another' }],
    ['the prior', { ...story, prior: 1 }],
    ['a turn fewer', { ...story, turns: [] }],
    ['when it was', changed({ at: noon + 1 })],
    ['what was asked', changed({ asked: 'message' })],
    ['what was heard', changed({ heard: 'stop' })],
    ['the total', changed({ logOdds: 2 })],
    ['a weight', changed({ evidence: [evidence(2)] })],
    ['a reason', changed({ evidence: [{ ...evidence(1), reason: 'Otherwise.' }] })],
    ['a piece of evidence fewer', changed({ evidence: [] })],
  ])('changes with %s', (_, other) => {
    expect(storyDigest(other)).not.toBe(storyDigest(story));
  });

  test('does not depend on the order of keys', () => {
    const { at, asked, heard, logOdds } = first;
    const same = changed({});
    same.turns = [{ logOdds, heard, evidence: [evidence(1)], asked, at }];
    expect(storyDigest(same)).toBe(storyDigest(story));
  });
});
