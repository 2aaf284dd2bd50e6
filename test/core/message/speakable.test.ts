import { describe, expect, test } from '@jest/globals';
import { speakable } from '../../../core/message/speakable.ts';

describe('what a voice can speak', () => {
  test.each(['Dinner is at seven', '7', '½', 'Łukasz & Søren ☺', 'h₂o', 'ﬁne', '10²'])(
    '%j is spoken whole',
    text => {
      expect(speakable(text)).toBe('whole');
    },
  );

  test.each(['', ' ', '?', '…', '☺☺', '−'])('in %j there is nothing to speak', text => {
    expect(speakable(text)).toBe('nothing');
  });

  test.each(['приходи домой', '你好', 'come to Москва at 7', 'at ٧'])(
    'of %j a part would be left out',
    text => {
      expect(speakable(text)).toBe('in-part');
    },
  );
});
