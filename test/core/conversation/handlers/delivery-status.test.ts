import { describe, expect, test } from '@jest/globals';
import type { Heard } from '../../../../core/conversation/turn.ts';
import type { ContactId } from '../../../../core/household/ids.ts';
import { after, hours } from '../../../../core/household/instant.ts';
import type { PastMessage } from '../../../../core/message/list-past-messages.ts';
import { renderReply } from '../../../../core/text/replies.ts';
import { languageOf } from '../../../../core/household/language.ts';
import { noon } from '../../../support/builders/builders.ts';
import {
  aContactNamed,
  afterHearing,
  aHouseholdWith,
  message,
  named,
  sendTo,
} from '../../../support/builders/conversing.ts';

const anna = 'id-of-anna-berg' as ContactId;
const david = 'id-of-david-stone' as ContactId;
const did = (text?: string): Heard => ({
  kind: 'delivery-status',
  ...(text !== undefined && { name: named(text) }),
});
const delivery = (contact: ContactId, state: PastMessage['state'], hoursAgo = 1): PastMessage => ({
  contact,
  state,
  heldAt: after(noon, hours(-hoursAgo)),
});
const answer = (heard: Heard, ...pastMessages: PastMessage[]) =>
  afterHearing([heard], aHouseholdWith({ pastMessages })).step;

describe('"did Anna get my message"', () => {
  test('the newest message to the contact that was named counts', () => {
    const pastMessages = [
      delivery(david, 'held'),
      delivery(anna, 'delivered', 2),
      delivery(anna, 'expired', 3),
    ];
    expect(answer(did('anna'), ...pastMessages).reply).toEqual({
      say: [{ code: 'delivery', state: 'delivered' }],
    });
  });

  test('without a name the newest message counts', () => {
    const { reply } = answer(did(), delivery(david, 'failed'), delivery(anna, 'delivered', 2));
    expect(reply.say).toEqual([{ code: 'delivery', state: 'failed' }]);
  });

  test('a name that fits several contacts means the newest message to one of them', () => {
    const other = aContactNamed('Anna Stone');
    const contacts = [aContactNamed('Anna Berg'), other];
    const pastMessages = [delivery(other.id, 'sending'), delivery(anna, 'delivered', 2)];
    const { step } = afterHearing([did('anna')], aHouseholdWith({ contacts, pastMessages }));
    expect(step.reply.say).toEqual([{ code: 'delivery', state: 'sending' }]);
  });

  test.each<[string, Heard, PastMessage[]]>([
    ['of a contact who got none', did('anna'), [delivery(david, 'delivered')]],
    ['of a name that nobody has', did('zyzzyva'), [delivery(david, 'delivered')]],
    ['of a message from last week', did('anna'), [delivery(anna, 'delivered', 7 * 24)]],
    ['in a household without messages', did(), []],
  ])('a question %s is told of none', (_, heard, pastMessages) => {
    expect(answer(heard, ...pastMessages).reply.say).toEqual([{ code: 'delivery', state: 'none' }]);
  });

  test('the answer names nobody', () => {
    const states = [
      'rendering',
      'held',
      'released',
      'sending',
      'delivered',
      'discarded',
      'expired',
      'failed',
      'unknown',
    ] as const;
    for (const state of states) {
      const { say } = renderReply(answer(did('anna'), delivery(anna, state)).reply, languageOf('en-US'));
      expect(say).not.toMatch(/anna|undefined/i);
    }
  });

  test('the question adds no evidence, does nothing, and leaves a held message held', () => {
    const { step, effects } = afterHearing([sendTo('anna'), message('Dinner is at seven.'), did('anna')]);
    expect(effects.map(effect => effect.do)).toEqual(['hold']);
    expect(step.conversation.held).toBeDefined();
    expect(step.conversation.story.turns).toHaveLength(2);
  });
});
