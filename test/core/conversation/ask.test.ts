import { describe, expect, test } from '@jest/globals';
import { again, afterHearing, launch, name, sendTo, storiesIn } from '../../support/builders/conversing.ts';

describe('a name that was only near', () => {
  test('a near name is asked for again without being said', () => {
    const { step } = afterHearing([sendTo('eric')]);
    expect(step.conversation).toMatchObject({ asked: 'name-again', askedAgain: 1 });
    expect(step.reply).toEqual({ say: [{ code: 'ask-name-again' }], reprompt: { code: 'ask-name-again' } });
  });

  test('a name that is only ever near is never enough', () => {
    const session = afterHearing([launch, sendTo('eric'), again('eric')]);
    expect(session.step.conversation).toMatchObject({ asked: 'name-again', askedAgain: 2 });
    expect(session.hears(again('eric')).reply.say).toEqual([{ code: 'gave-up' }]);
  });
});

describe('a name that no contact has', () => {
  test('a name that is no contact makes the Echo ask for the recipient', () => {
    const { step } = afterHearing([sendTo('quarterback')]);
    expect(step.reply).toEqual({
      say: [{ code: 'unknown-name', said: 'quarterback' }],
      reprompt: { code: 'ask-recipient-or-add' },
    });
    expect(step.conversation.recipient).toBeUndefined();
  });

  test('three odd sentences where a name was asked for end as not understood, and not as an accident', () => {
    const odd = 'the one from the shop around the corner you know';
    const session = afterHearing([sendTo(odd), name(odd), name(odd)]);
    expect(session.step.reply).toEqual({ say: [{ code: 'gave-up' }] });
    expect(storiesIn(session.effects)).toMatchObject([{ stopped: { why: 'not-understood' } }]);
  });

  test('three names that no contact has end with how to add a contact, and count as no accident', () => {
    const session = afterHearing([sendTo('kim'), name('kim')]);
    expect(session.step.reply.say).toEqual([{ code: 'unknown-name', said: 'kim' }]);
    expect(session.hears(name('jo')).reply).toEqual({ say: [{ code: 'add-contact', said: 'jo' }] });
    expect(storiesIn(session.effects)).toMatchObject([{ stopped: { why: 'not-understood' } }]);
  });
});
