import { describe, expect, test } from '@jest/globals';
import type { Heard } from '../../../../core/conversation/turn.ts';
import {
  aContactNamed,
  afterHearing,
  gibberish,
  send,
  sendTo,
} from '../../../support/builders/conversing.ts';

const anna = aContactNamed('Anna Berg').id;

describe('a turn that does not answer the open question', () => {
  test.each<[string, Heard]>([
    ['discard it', { kind: 'discard' }],
    ['what is waiting', { kind: 'count-waiting' }],
    ['pair my phone', { kind: 'pair-phone' }],
    ['add', { kind: 'add', transcript: 'more' }],
    ['a new request without a name', send],
    ['nothing that makes sense', gibberish],
  ])('"%s" while the message is asked for makes the Echo ask again and weighs nothing', (_, heard) => {
    const before = afterHearing([sendTo('anna')]);
    const { logOdds } = before.conversation().story.turns.at(-1) ?? { logOdds: 0 };
    const step = before.hears(heard);
    expect(step.effect).toBeUndefined();
    expect(step.reply).toEqual({ say: [{ code: 'empty-message' }], reprompt: { code: 'ask-message-again' } });
    expect(step.conversation).toMatchObject({ asked: 'message', recipient: { contact: anna } });
    expect(step.conversation.story.turns.at(-1)?.logOdds).toBe(logOdds);
  });
});
