import { describe, expect, test } from '@jest/globals';
import { speakable } from '../../../core/message/speakable.ts';

describe('what a voice can speak', () => {
  test.each(['Dinner is at seven', '7', '½', 'Łukasz & Søren ☺', 'h₂o', 'ﬁne', '10²'])(
    'the text %j is spoken whole',
    text => {
      expect(speakable(text)).toBe('whole');
    },
  );

  test.each(['', ' ', '?', '…', '☺☺', '−'])('the text %j has nothing to speak', text => {
    expect(speakable(text)).toBe('nothing');
  });

  test.each(['приходи домой', '你好', 'come to Москва at 7', 'at ٧'])(
    'the text %j would be spoken only in part',
    text => {
      expect(speakable(text)).toBe('in-part');
    },
  );
});
