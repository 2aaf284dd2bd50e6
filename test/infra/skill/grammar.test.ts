import { describe, expect, test } from '@jest/globals';
import { expandGrammar } from '../../../infra/skill/grammar.ts';

describe('the sentences of a grammar', () => {
  test.each<[string, string[]]>([
    ['stop', ['stop']],
    ['(send | leave) it', ['send it', 'leave it']],
    ['[please] stop', ['stop', 'please stop']],
    ['[please | kindly] stop', ['stop', 'please stop', 'kindly stop']],
    [
      'send [a [voice] message] to {recipient}',
      ['send to {recipient}', 'send a message to {recipient}', 'send a voice message to {recipient}'],
    ],
    ['say <what>', ['say yes', 'say no']],
    ['[a] [a] b', ['b', 'a b', 'a a b']],
  ])('the grammar %s stands for its sentences', (grammar, sentences) => {
    expect(expandGrammar(grammar, { what: 'yes | no' })).toEqual(sentences);
  });

  test.each(['(a', 'a]', '(a]', '[a (b]', '<nothing>'])('the malformed grammar %s is refused', grammar => {
    expect(() => expandGrammar(grammar)).toThrow(grammar);
  });
});
