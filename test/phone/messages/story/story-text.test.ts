import { describe, expect, test } from '@jest/globals';
import type { HeardKind, Story } from '../../../../core/confidence/story.ts';
import { describeConfidence } from '../../../../phone/messages/story/confidence-text.ts';
import { describeStory, formatWeight } from '../../../../phone/messages/story/story-text.ts';
import { aStory } from '../../../support/builders/builders.ts';

describe('how sure it is', () => {
  test.each([
    [0, 'Could be either – please check', '(50%)'],
    [1.5, 'Very likely meant', '(82%)'],
    [3, 'Almost certainly meant', '(95%)'],
    [9, 'Almost certainly meant', '(over 99%)'],
    [-1.5, 'Very likely an accident', '(18%)'],
    [-9, 'Very likely an accident', '(under 1%)'],
  ])('log-odds of %d are described as %s %s', (weight, inWords, percent) => {
    expect(describeConfidence(aStory(weight))).toMatchObject({ inWords, percent });
  });

  test('the confidence is computed from the single pieces, not from a stored sum', () => {
    const story = aStory(-2);
    const flattered: Story = { ...story, turns: story.turns.map(turn => ({ ...turn, logOdds: 9 })) };
    expect(describeConfidence(flattered)).toEqual(describeConfidence(story));
  });
});

describe('a story', () => {
  test('a story shows each piece of evidence with its weight and a bar', () => {
    const [turn] = describeStory(aStory(1.5)).turns;
    expect(turn?.sentences).toEqual([
      { text: 'The request was made in one sentence, with the name in it.', weight: 1.5, length: 0.5 },
    ]);
  });

  test('the bar of a heavy piece of evidence is not longer than its track', () => {
    expect(describeStory(aStory(-12)).turns[0]?.sentences[0]?.length).toBe(1);
  });

  test('an utterance after a question is described as an answer', () => {
    const [turn] = aStory().turns;
    if (!turn) throw new Error('The story has a turn.');
    const heardAfter = (asked: 'nothing' | 'recipient') =>
      describeStory({ ...aStory(), turns: [{ ...turn, asked, heard: 'send' }] }).turns[0]?.heard;
    expect(heardAfter('nothing')).toBe('It heard that a message should be sent.');
    expect(heardAfter('recipient')).toBe('It heard an answer.');
  });

  test('what this page has no words for is shown as it came', () => {
    const [turn] = aStory().turns;
    if (!turn) throw new Error('The story has a turn.');
    expect(
      describeStory({ ...aStory(), turns: [{ ...turn, heard: 'a whistle' as HeardKind }] }).turns[0]?.heard,
    ).toBe('a whistle');
  });
});

test('a weight is formatted with its sign', () => {
  expect([1.5, -0.75, 0].map(formatWeight)).toEqual(['+1.5', '−0.8', '0.0']);
});
