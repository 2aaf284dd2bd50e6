import { expect, test } from '@jest/globals';
import { correctedName } from '../../../../core/conversation/understanding/corrected-name.ts';
import { requestWordsIn } from '../../../../core/conversation/understanding/request-words.ts';
import { languageOf } from '../../../../core/household/language.ts';

const english = requestWordsIn(languageOf('en-US'));

test.each([
  ['no, david'],
  ['nope david'],
  ['sorry, I meant david'],
  ['wait, david'],
  ['actually it is for david'],
  ["no, not her, that's for david"],
  ['hang on, wrong person, david'],
  ['I was talking about david'],
  ['i said david'],
  ['rather to david'],
  ['make it david'],
  ['send it to david'],
])('"%s" names David', utterance => {
  expect(correctedName(utterance, english)).toBe('david');
});

test('a corrected name is given as it was said', () => {
  expect(correctedName("No, I meant my Uncle Zeb O'Neill.", english)).toBe("Uncle Zeb O'Neill");
});

test.each([['david'], ['no'], ['sorry, I meant'], ['to david'], [''], ['david, no']])(
  '"%s" corrects nothing',
  utterance => {
    expect(correctedName(utterance, english)).toBeUndefined();
  },
);
