import { describe, expect, test } from '@jest/globals';
import { afterHearing, aHouseholdWith, send, sendTo } from '../../support/builders/conversing.ts';

describe('nothing is asked in vain', () => {
  test('a household without a phone gets a pairing code', () => {
    const { step } = afterHearing([sendTo('anna')], aHouseholdWith({ paired: false }));
    expect(step).toMatchObject({
      reply: { say: [{ code: 'no-phone-paired' }, { code: 'pairing-code-on-card' }] },
      effect: { do: 'offer-pairing' },
      conversation: { asked: 'nothing' },
    });
    expect(step.reply.reprompt).toBeUndefined();
  });

  test('a household without a contact is told where to add one', () => {
    const { step } = afterHearing([send], aHouseholdWith({ contacts: [] }));
    expect(step).toMatchObject({
      reply: { say: [{ code: 'no-contacts' }] },
      conversation: { asked: 'nothing' },
    });
  });
});
