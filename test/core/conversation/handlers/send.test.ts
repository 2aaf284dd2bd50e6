import { describe, expect, test } from '@jest/globals';
import { aContactNamed, afterHearing, launch, sendTo } from '../../../support/builders/conversing.ts';

const anna = aContactNamed('Anna Berg').id;

describe('a request to send a message', () => {
  test.each(['anna berg', 'anna', 'sis'])(
    'a request to "%s" in one sentence is asked for the message at once',
    text => {
      const { step } = afterHearing([sendTo(text)]);
      expect(step.reply).toEqual({ say: [{ code: 'ask-message' }], reprompt: { code: 'ask-message-again' } });
      expect(step.conversation).toMatchObject({ asked: 'message', recipient: { contact: anna } });
    },
  );

  test('a name in a later turn weighs less than a request in one sentence', () => {
    const oneShot = afterHearing([sendTo('anna')]).conversation().story.turns[0];
    const opened = afterHearing([launch, sendTo('anna')]).conversation().story.turns[0];
    expect(oneShot?.evidence[0]).toMatchObject({ name: 'opening', observed: 'one-shot' });
    expect(opened?.evidence[0]).toMatchObject({ name: 'opening', observed: 'opened' });
    expect(opened?.logOdds).toBeLessThan(oneShot?.logOdds ?? 0);
  });
});
