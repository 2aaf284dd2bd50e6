import { describe, expect, test } from '@jest/globals';
import { assess, emptyStory } from '../../../core/confidence/assess.ts';
import { TARGETS, waldBounds } from '../../../core/confidence/bounds.ts';
import { requiredFriction } from '../../../core/confidence/required-friction.ts';
import {
  type Evidence,
  logOddsOf,
  probabilityOf,
  type Story,
  storyDigest,
  summedLogOdds,
  toldIn,
} from '../../../core/confidence/story.ts';
import { languageOf, UNDETERMINED } from '../../../core/household/language.ts';
import { observe, weigh } from '../../../core/confidence/weigh.ts';
import { model } from '../../../core/confidence/model.ts';
import { noon } from '../../support/builders/builders.ts';

const english = languageOf('en-US');
const german = languageOf('de-DE');
const turn = { at: noon, asked: 'recipient' as const, heard: 'send' };
const observation = observe('miss', 'off-topic', 'So.');
const evidence = (weight: number): Evidence => ({ ...observation, weight });
/** A model in which that one observation weighs so much. */
const by = (weight: number) => ({
  languages: [english],
  bounds: { stop: -2, sure: 3 },
  evidence: { ...model.evidence, miss: { ...model.evidence.miss, 'off-topic': weight } },
});
const nothing: Story = { model: 'test', language: english, prior: 0, turns: [] };

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
    expect(assess(nothing, turn, [observation], by(sum)).standing).toBe(standing);
  });

  test('the sum begins at the prior, and missing evidence weighs nothing', () => {
    const prior = { ...nothing, prior: -1.5 };
    const { story, standing } = assess(prior, turn, [], by(0));
    expect(logOddsOf(story)).toBe(-1.5);
    expect(standing).toBe('between');
    expect(assess(prior, turn, [observation], by(-0.5)).standing).toBe('stop');
  });

  test('the turn goes into the story, and the story before stays as it was', () => {
    const before = structuredClone(nothing);
    const { story } = assess(nothing, turn, [observation], by(1));
    expect(story.turns).toEqual([{ ...turn, evidence: [evidence(1)], logOdds: 1 }]);
    expect(nothing).toEqual(before);
  });

  test('the story says which model weighed it, and while that is not fitted', () => {
    expect(emptyStory({ version: '7', fitted: true, date: '2026-01-01', prior: 0.5 })).toEqual({
      model: '7 of 2026-01-01',
      language: UNDETERMINED,
      prior: 0.5,
      turns: [],
    });
    expect(emptyStory({ version: '7', fitted: false, date: '2026-01-01', prior: 0 }).model).toBe(
      '7, not yet fitted',
    );
  });

  test.each([
    [-0.001, 'stop'],
    [0, 'stop'],
    [0.001, 'between'],
    [3, 'sure'],
  ] as const)(
    'in a language that the model was not fitted for, %d on the prior is at "%s"',
    (sum, standing) => {
      const prior = { ...nothing, prior: -1.5, language: german };
      const moved = { ...by(sum), bounds: { stop: -3.5, sure: 1.5 } };
      expect(assess(prior, turn, [observation], moved).standing).toBe(standing);
    },
  );

  test('a story is told in the language of all its turns, and in none if they were in several', () => {
    const begun = toldIn({ ...nothing, language: UNDETERMINED }, german);
    expect(begun.language).toBe(german);
    const { story } = assess(begun, turn, [], by(0));
    expect(toldIn(story, german).language).toBe(german);
    expect(toldIn(story, english).language).toBe(UNDETERMINED);
    expect(toldIn(toldIn(story, english), german).language).toBe(UNDETERMINED);
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

  test.each(cases)('%s, %s: the weight is the one of the model', (name, observed) => {
    const weight = (model.evidence[name] as Record<string, number>)[observed];
    expect(weigh(observe(name, observed as never, 'Because.'))).toEqual({
      name,
      observed,
      weight,
      reason: 'Because.',
    });
  });
});

describe('the friction of a story', () => {
  const friction = [
    { from: 4, ask: 'tap' as const },
    { from: 1, ask: 'listen' as const },
    { from: null, ask: 'choose' as const },
  ];
  const by = { friction, languages: [english] };
  const lowestFloor = { floor: 'tap' } as const;
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
    expect(requiredFriction(storyOf(sum), lowestFloor, by)).toBe(ask);
  });

  test('counts every turn', () => {
    expect(requiredFriction(storyOf(2, 2, -3), lowestFloor, by)).toBe('listen');
  });

  test('is not lowered by an edited total', () => {
    const honest = storyOf(0.5);
    const edited = { ...honest, turns: honest.turns.map(one => ({ ...one, logOdds: 9 })) };
    expect(summedLogOdds(edited)).toBe(0.5);
    expect(requiredFriction(edited, lowestFloor, by)).toBe('choose');
  });

  test('is the strongest in a language that the model was not fitted for, however high the sum', () => {
    expect(requiredFriction({ ...storyOf(9), language: german }, lowestFloor, by)).toBe('choose');
    expect(requiredFriction({ ...storyOf(9), language: UNDETERMINED }, lowestFloor)).toBe('choose');
    expect(
      requiredFriction({ ...storyOf(9), language: german }, lowestFloor, { ...by, languages: [german] }),
    ).toBe('tap');
  });

  test.each([
    ['tap', 'tap'],
    ['listen', 'listen'],
    ['choose', 'choose'],
  ] as const)('a story that needs one tap needs %s under a floor of %s', (required, floor) => {
    expect(requiredFriction(storyOf(4), { floor }, by)).toBe(required);
  });

  test("a floor of one tap does not lower the friction that a story's confidence needs", () => {
    expect(requiredFriction(storyOf(1), { floor: 'tap' }, by)).toBe('listen');
    expect(requiredFriction(storyOf(0), { floor: 'tap' }, by)).toBe('choose');
  });

  test('is the strongest where a table has no row for it', () => {
    expect(
      requiredFriction(storyOf(0), lowestFloor, {
        friction: [{ from: 1, ask: 'listen' }],
        languages: [english],
      }),
    ).toBe('choose');
  });

  test('is a mere tap under the committed model only where an accident gets that far one time in a thousand', () => {
    const { sure } = waldBounds({ ...TARGETS, believed: 0.001 }, model.prior);
    expect(
      [-99, -2.5, 0, 3, sure - 0.01].map(sum => requiredFriction(storyOf(sum), lowestFloor)),
    ).not.toContain('tap');
    expect(requiredFriction(storyOf(sure + 0.01), lowestFloor)).toBe('tap');
  });
});

describe("a story's digest", () => {
  const story: Story = { ...nothing, turns: [{ ...turn, evidence: [evidence(1)], logOdds: 1 }] };
  const [first] = story.turns as [Story['turns'][number]];
  const changed = (more: object): Story => ({ ...story, turns: [{ ...first, ...more }] });

  test.each<[string, Story]>([
    ['the model', { ...story, model: 'another' }],
    ['the language', { ...story, language: german }],
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
