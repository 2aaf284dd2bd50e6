import { describe, expect, test } from '@jest/globals';
import type { Heard } from '../../../../core/conversation/turn.ts';
import { afterHearing, launch, message, send, sendTo } from '../../../support/builders/conversing.ts';

describe('when nobody answers', () => {
  const silence: Heard = { kind: 'session-ended', silent: true };

  test.each<[string, Heard[]]>([
    ['the recipient', [launch, send]],
    ['the name again', [sendTo('eric')]],
    ['the message', [sendTo('anna')]],
  ])('silence after the question for %s keeps the story', (_, heard) => {
    const { step } = afterHearing([...heard, silence]);
    expect(step.effect).toMatchObject({ do: 'keep-story', stopped: { why: 'silence' } });
  });

  test.each<[string, Heard[]]>([
    ['the session only opened', [launch, silence]],
    ['a message is held', [sendTo('anna'), message('Dinner.'), silence]],
    ['it was ended otherwise', [sendTo('anna'), { kind: 'session-ended', silent: false }]],
  ])('no story is kept if %s', (_, heard) => {
    const { step } = afterHearing(heard);
    expect(step.effect).toBeUndefined();
  });
});
