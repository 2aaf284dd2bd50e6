import { describe, expect, test } from '@jest/globals';
import { requiredFriction } from '../../../core/confidence/required-friction.ts';
import {
  aContactNamed,
  again,
  afterHearing,
  aHouseholdWith,
  message,
  name,
  sendTo,
} from '../../support/builders/conversing.ts';

describe('a name that fits two contacts', () => {
  test('a name that fits two contacts is taken for the name itself once it was said again', () => {
    const household = aHouseholdWith({ contacts: [aContactNamed('Anna Berg'), aContactNamed('Anna Stein')] });
    const { step } = afterHearing([sendTo('anna'), name('anna')], household);
    expect(step.conversation).toMatchObject({
      asked: 'message',
      recipient: { contact: aContactNamed('Anna Berg').id, heard: 'itself' },
    });
  });

  test('what only sounds near two contacts is asked for again', () => {
    const household = aHouseholdWith({
      contacts: [aContactNamed('Erica Miller'), aContactNamed('Erica Stone')],
    });
    const { step } = afterHearing([sendTo('eric'), name('eric')], household);
    expect([step.conversation.asked, step.reply.say]).toEqual(['recipient', [{ code: 'ambiguous-name' }]]);
  });

  test('a name that fits two contacts makes the Echo ask for the full name', () => {
    const annas = aHouseholdWith({ contacts: [aContactNamed('Anna Berg'), aContactNamed('Anna Stein')] });
    const session = afterHearing([sendTo('anna')], annas);
    expect(session.step.reply).toEqual({
      say: [{ code: 'ambiguous-name' }],
      reprompt: { code: 'ask-recipient-again' },
    });
    expect(session.hears(name('anna stein')).conversation.recipient?.contact).toBe(
      aContactNamed('Anna Stein').id,
    );
  });

  test('a name that fits two contacts twice is taken, and the phone must choose', () => {
    const annas = aHouseholdWith({ contacts: [aContactNamed('Anna Berg'), aContactNamed('Anna Stein')] });
    const { step } = afterHearing([sendTo('anna'), name('anna'), message('Dinner is at seven.')], annas);
    const story = step.effect?.do === 'hold' ? step.effect.messages[0].story : undefined;
    expect(story && requiredFriction(story, { floor: 'tap' })).toBe('choose');
  });
});

describe('how a name was heard', () => {
  test('a recipient whose name only sounded near is kept as heard near', () => {
    expect(afterHearing([sendTo('eric')]).step.conversation.recipient).toMatchObject({ heard: 'near' });
  });

  test('a recipient whose name itself was heard stays so when something near it follows', () => {
    const { step } = afterHearing([sendTo('erica'), again('eric')], aHouseholdWith(), 'de-DE');
    expect(step.conversation.story.turns.at(-1)?.evidence).toMatchObject([{ observed: 'same-near' }]);
    expect(step.conversation.recipient).toMatchObject({ heard: 'itself' });
  });
});
