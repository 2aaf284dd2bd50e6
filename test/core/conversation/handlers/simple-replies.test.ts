import { describe, expect, test } from '@jest/globals';
import type { Heard } from '../../../../core/conversation/turn.ts';
import { afterHearing, launch, send, sendTo, stop } from '../../../support/builders/conversing.ts';

describe('what acts while a question is open', () => {
  test.each<[string, Heard[]]>([
    ['the recipient', [launch, send]],
    ['the name again', [sendTo('eric')]],
    ['the message', [sendTo('anna')]],
  ])('opening the skill while %s is asked for starts over', (_, heard) => {
    const { step } = afterHearing([...heard, launch]);
    expect(step.reply.reprompt).toEqual({ code: 'ask-what-to-do' });
    expect(step.conversation).toMatchObject({ asked: 'nothing', story: { turns: [] } });
    expect(step.conversation).not.toHaveProperty('recipient');
  });

  test('"stop" acts while the message is asked for', () => {
    const { step, effects } = afterHearing([sendTo('anna'), stop]);
    expect(step.reply).toEqual({ say: [{ code: 'goodbye' }] });
    expect(effects).toEqual([]);
  });
});
