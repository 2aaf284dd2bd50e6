import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../../core/confidence/evidence/registry.ts';
import { assess, emptyStory, weighObservation } from '../../../core/confidence/assess.ts';
import { TARGETS, waldBounds } from '../../../core/confidence/bounds.ts';
import { requiredFriction } from '../../../core/confidence/required-friction.ts';
import {
  type Evidence,
  logOddsOf,
  probabilityOf,
  type Story,
  storyDigest,
  summedLogOdds,
  withTurnLanguage,
} from '../../../core/confidence/story.ts';
import { languageOf, UNDETERMINED } from '../../../core/household/language.ts';
import { committedModel } from '../../../core/confidence/model.ts';
import { noon } from '../../support/builders/builders.ts';

/** With this floor, the friction is the one that the story alone needs. */
const lowestFloor = { floor: 'tap' } as const;
const english = languageOf('en-US');
const german = languageOf('de-DE');
const turn = { at: noon, asked: 'recipient' as const, heard: 'send' as const };
const observation = { name: 'length', observed: 'word' } as const;
const evidence = (weight: number): Evidence => ({ ...observation, weight });
/** A model in which that one observation has this weight. */
const weighing = (weight: number) => ({
  languages: [english],
  bounds: { stop: -2, sure: 3 },
  evidence: { ...committedModel.evidence, length: { ...committedModel.evidence.length, word: weight } },
});
const nothing: Story = { model: 'test', language: english, prior: 0, turns: [] };

describe('assessing a turn', () => {
  test.each([
    [-2.001, 'stop'],
    [-2, 'stop'],
    [-1.999, 'undecided'],
    [0, 'undecided'],
    [2.999, 'undecided'],
    [3, 'sure'],
    [3.001, 'sure'],
  ] as const)('a sum of %d has the verdict "%s"', (sum, verdict) => {
    expect(assess(nothing, turn, [observation], weighing(sum)).verdict).toBe(verdict);
  });

  test('a sum begins at the prior, and missing evidence weighs nothing', () => {
    const prior = { ...nothing, prior: -1.5 };
    const { story, verdict } = assess(prior, turn, [], weighing(0));
    expect(logOddsOf(story)).toBe(-1.5);
    expect(verdict).toBe('undecided');
    expect(assess(prior, turn, [observation], weighing(-0.5)).verdict).toBe('stop');
  });

  test('assessing a turn adds it to the story and leaves the given story as it was', () => {
    const before = structuredClone(nothing);
    const { story } = assess(nothing, turn, [observation], weighing(1));
    expect(story.turns).toEqual([{ ...turn, evidence: [evidence(1)], logOdds: 1 }]);
    expect(nothing).toEqual(before);
  });

  test('a story names the model that weighs it, and says if that model is not fitted', () => {
    expect(emptyStory({ version: '7', fitted: true, date: '2026-01-01', prior: 0.5 })).toEqual({
      model: '7/2026-01-01',
      language: UNDETERMINED,
      prior: 0.5,
      turns: [],
    });
    expect(emptyStory({ version: '7', fitted: false, date: '2026-01-01', prior: 0 }).model).toBe(
      '7/unfitted',
    );
  });

  test.each([
    [-0.001, 'stop'],
    [0, 'undecided'],
    [0.001, 'undecided'],
    [3, 'sure'],
  ] as const)(
    'a turn in a language that the model was not fitted for, %d above the prior, has the verdict "%s"',
    (sum, verdict) => {
      const prior = { ...nothing, prior: -1.5, language: german };
      const moved = { ...weighing(sum), bounds: { stop: -3.5, sure: 1.5 } };
      expect(assess(prior, turn, [observation], moved).verdict).toBe(verdict);
    },
  );

  test('a story has the language of all its turns, and none if they differ', () => {
    const begun = withTurnLanguage({ ...nothing, language: UNDETERMINED }, german);
    expect(begun.language).toBe(german);
    const { story } = assess(begun, turn, [], weighing(0));
    expect(withTurnLanguage(story, german).language).toBe(german);
    expect(withTurnLanguage(story, english).language).toBe(UNDETERMINED);
    expect(withTurnLanguage(withTurnLanguage(story, english), german).language).toBe(UNDETERMINED);
  });

  test('log-odds stand for a probability', () => {
    expect(probabilityOf(0)).toBe(0.5);
    expect(probabilityOf(Math.log(9))).toBeCloseTo(0.9);
    expect(probabilityOf(-2.5)).toBeCloseTo(0.0759, 4);
  });
});

describe('weighing an observation', () => {
  const cases = Object.entries(committedModel.evidence).flatMap(([name, weights]) =>
    Object.keys(weights).map(observed => [name as Evidence['name'], observed] as const),
  );

  test.each(cases)('the evidence %s, observed as %s, weighs what the model says', (name, observed) => {
    const weight = (committedModel.evidence[name] as Record<string, number>)[observed];
    expect(weighObservation({ name, observed } as Observation)).toEqual({ name, observed, weight });
  });

  test('evidence that the model was not fitted on weighs 0', () => {
    const others = Object.entries(committedModel.evidence).filter(([name]) => name !== 'length');
    const older = { evidence: Object.fromEntries(others) as typeof committedModel.evidence };
    expect(weighObservation(observation, older)).toEqual(evidence(0));
  });
});

describe('the required friction', () => {
  const friction = [
    { from: 4, ask: 'tap' as const },
    { from: 1, ask: 'listen' as const },
    { from: null, ask: 'choose' as const },
  ];
  const by = { friction, languages: [english] };
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
  ] as const)('a confidence of %d needs %s: the first row of the table that it reaches', (sum, ask) => {
    expect(requiredFriction(storyOf(sum), lowestFloor, by)).toBe(ask);
  });

  test('the required friction counts the evidence of every turn', () => {
    expect(requiredFriction(storyOf(2, 2, -3), lowestFloor, by)).toBe('listen');
  });

  test('an edited total does not lower the required friction', () => {
    const honest = storyOf(0.5);
    const edited = { ...honest, turns: honest.turns.map(one => ({ ...one, logOdds: 9 })) };
    expect(summedLogOdds(edited)).toBe(0.5);
    expect(requiredFriction(edited, lowestFloor, by)).toBe('choose');
  });

  test('a story in a language that the model was not fitted for needs choose, however high its sum', () => {
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

  test.each<[Observation[], string]>([
    [[{ name: 'recipient', observed: 'ambiguous' }], 'choose'],
    [
      [
        { name: 'recipient', observed: 'ambiguous' },
        { name: 'recipient', observed: 'exact' },
      ],
      'tap',
    ],
  ])('a story with the names %j needs %s, however sure the sum is', (names, required) => {
    const sure = storyOf(4);
    const heard = names.map(one => ({ ...one, weight: 0 }));
    const story = { ...sure, turns: [...sure.turns, { ...turn, evidence: heard, logOdds: 4 }] };
    expect(requiredFriction(story, lowestFloor, by)).toBe(required);
  });

  test('a confidence that no row of the table reaches needs choose', () => {
    expect(
      requiredFriction(storyOf(0), lowestFloor, {
        friction: [{ from: 1, ask: 'listen' }],
        languages: [english],
      }),
    ).toBe('choose');
  });

  test('under the committed model one tap is enough only where one accident in a thousand gets that far', () => {
    const { sure } = waldBounds({ ...TARGETS, believed: 0.001 }, committedModel.prior);
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
    ['what was observed', changed({ evidence: [{ ...evidence(1), observed: 'breath' }] })],
    [
      'another piece of evidence',
      changed({ evidence: [{ name: 'content', observed: 'unclear', weight: 1 }] }),
    ],
    ['a piece of evidence fewer', changed({ evidence: [] })],
  ])('the digest of a story changes with %s', (_, other) => {
    expect(storyDigest(other)).not.toBe(storyDigest(story));
  });

  test('the digest of a story does not depend on the order of keys', () => {
    const { at, asked, heard, logOdds } = first;
    const same = changed({});
    same.turns = [{ logOdds, heard, evidence: [evidence(1)], asked, at }];
    expect(storyDigest(same)).toBe(storyDigest(story));
  });
});
