import { describe, expect, test } from '@jest/globals';
import type { Heard } from '../../../../core/conversation/turn.ts';
import {
  aContactNamed,
  again,
  afterHearing,
  aHouseholdWith,
  launch,
  name,
  send,
  sendTo,
} from '../../../support/builders/conversing.ts';

describe('the answer to "say the name once more"', () => {
  test('a near name and then the name itself lead to the message', () => {
    expect(afterHearing([sendTo('eric'), again('erica')]).step.conversation.asked).toBe('message');
  });

  test('an exact name corrects a near one and is asked for once more', () => {
    const session = afterHearing([sendTo('eric'), again('david')]);
    expect(session.step.conversation).toMatchObject({
      asked: 'name-again',
      recipient: { contact: aContactNamed('David Stone').id },
    });
    expect(session.step.conversation.story.turns.at(-1)?.evidence).toMatchObject([{ observed: 'corrected' }]);
  });

  test.each<[string, Heard]>([
    ['no, david', again('no, david')],
    ['I meant David', again('I meant David')],
    ['a whole new request to David', sendTo('david')],
  ])('"%s" in answer to "say the name once more" starts over with David', (_, heard) => {
    const { step } = afterHearing([launch, sendTo('eric'), heard]);
    expect(step.conversation.story.turns).toHaveLength(1);
    expect(step.conversation.recipient?.contact).toBe(aContactNamed('David Stone').id);
  });

  test('a name that only Alexa knows is taken once it was said again', () => {
    const caoimhe = aContactNamed('Caoimhe');
    const heard = { text: 'that lady', resolved: [caoimhe.id] };
    const session = afterHearing(
      [
        { kind: 'send', name: heard },
        { kind: 'send', nameAgain: heard },
      ],
      aHouseholdWith({ contacts: [caoimhe, aContactNamed('David Stone')] }),
    );
    expect(session.step.conversation.asked).toBe('name-again');
    expect(session.hears({ kind: 'send', nameAgain: heard }).conversation).toMatchObject({
      asked: 'message',
      recipient: { contact: caoimhe.id, heard: 'resolved' },
    });
  });

  test('the same request once more answers "say the name once more"', () => {
    const { step } = afterHearing([launch, sendTo('eric'), sendTo('erica')]);
    expect(step.conversation.story.turns).toHaveLength(2);
    expect(step.conversation.recipient?.contact).toBe(aContactNamed('Erica Miller').id);
  });

  test('an exact name is not corrected by another one', () => {
    const household = aHouseholdWith({ contacts: [aContactNamed('Mark'), aContactNamed('David Stone')] });
    const { step } = afterHearing([launch, send, name('mark'), again('david')], household);
    expect(step.conversation.recipient?.contact).toBe(aContactNamed('Mark').id);
    expect(step.conversation.story.turns.at(-1)?.evidence).toMatchObject([{ observed: 'other' }]);
  });

  test('a correction whose name fits the recipient among others corrects nothing', () => {
    const household = aHouseholdWith({
      contacts: [aContactNamed('Erica Miller'), aContactNamed('Erica Stone')],
    });
    const { step } = afterHearing([sendTo('erica miler'), again('no, erica')], household);
    expect(step.conversation.story.turns).toHaveLength(2);
  });
});
