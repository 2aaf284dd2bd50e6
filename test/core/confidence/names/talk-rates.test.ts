import { describe, expect, test } from '@jest/globals';
import { committedModel } from '../../../../core/confidence/model.ts';
import { TalkRates } from '../../../../core/confidence/names/talk-rates.ts';

describe('a name that was heard itself', () => {
  const { talk } = committedModel;

  test.each(['the', 'The', 'a', 'my', 'of', 'and', 'to', 'will', 'may', 'mark', 'hope'])(
    'the name "%s" is common in talk, as it is a word of talk',
    name => {
      expect(talk.isNameCommon(name)).toBe(true);
    },
  );

  test.each(['anna', 'søren', 't. j.', 'the millers', 'my linh', 'will smith', 'unit 42'])(
    'the name "%s" is rare in talk',
    name => {
      expect(talk.isNameCommon(name)).toBe(false);
    },
  );

  test('several words are as common as the rarest of them', () => {
    const rates = new TalkRates({ all: 30, right: 60, the: 370, millers: 0.5 });
    expect(rates.rateOf('all right').own).toBe(30);
    expect(rates.rateOf('all anna').own).toBe(0);
    expect(rates.rateOf('the millers').own).toBe(0.5);
  });
});
