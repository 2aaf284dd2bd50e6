import { describe, expect, test } from '@jest/globals';
import type { Heard } from '../../../core/conversation/turn.ts';
import { aRoomId } from '../../support/builders/builders.ts';
import {
  aContactNamed,
  again,
  afterHearing,
  aHouseholdWith,
  aSession,
  launch,
  message,
  name,
  send,
  sendTo,
} from '../../support/builders/conversing.ts';

const anna = aContactNamed('Anna Berg').id;

describe('a clear request in one sentence', () => {
  test('a dictated message is held with its contact, its transcript and its story', () => {
    const { step, conversation } = afterHearing([sendTo('anna'), message(' Dinner is at seven. ')]);
    const { story } = conversation();
    expect(step.effect).toEqual({
      do: 'hold',
      messages: [{ id: step.conversation.held?.[0], room: aRoomId(), contact: anna, story }],
      content: { transcript: 'Dinner is at seven.' },
    });
    expect(step.reply).toEqual({
      say: [{ code: 'held' }, { code: 'offer-to-add' }],
      reprompt: { code: 'how-to-add' },
    });
    expect(story.turns.map(({ asked, heard }) => ({ asked, heard }))).toEqual([
      { asked: 'nothing', heard: 'send' },
      { asked: 'message', heard: 'send' },
    ]);
    expect(
      story.turns.map(({ evidence }) => evidence.map(({ name, observed }) => `${name}: ${observed}`)),
    ).toEqual([
      ['opening: one-shot', 'recipient: exact', 'commonness: rare', 'margin: clear'],
      ['content: message-3', 'length: sentence'],
    ]);
  });

  test('the same request twice makes the same message id', () => {
    const ids = [1, 2].map(
      () => afterHearing([sendTo('anna'), message('Dinner is at seven.')]).step.conversation.held?.[0],
    );
    expect(ids[0]).toBe(ids[1]);
  });

  test('the Echo says that nothing was kept if the message could not be stored', () => {
    const { step } = afterHearing([sendTo('anna'), message('Dinner is at seven.')]);
    if (!step.effect) throw new Error('nothing was to be done');
    expect(step.ifEffectFails.reply).toEqual({ say: [{ code: 'not-held' }] });
    expect(step.ifEffectFails.conversation).toMatchObject({ asked: 'nothing' });
    expect(step.ifEffectFails.conversation.held).toBeUndefined();
  });
});

describe('an opened conversation', () => {
  test('an opened conversation with a clear name asks only for the recipient and the message', () => {
    const session = aSession();
    expect(session.hears(launch).reply.say).toEqual([{ code: 'welcome-first' }, { code: 'ask-what-to-do' }]);
    expect(session.hears(send).reply).toEqual({
      say: [{ code: 'ask-recipient' }],
      reprompt: { code: 'ask-recipient-again' },
    });
    expect(session.hears(name('anna')).reply.say).toEqual([{ code: 'ask-message' }]);
    expect(session.hears(message('Dinner is at seven.')).effect?.do).toBe('hold');
  });
});

describe('a correction of the recipient', () => {
  test.each<[string, Heard]>([
    ['no, david', message('no, david')],
    ['I meant David', message('I meant David')],
    ["sorry, it's for david stone", message("sorry, it's for david stone")],
    ['send a message to david', sendTo('david')],
    ['tell david …', { kind: 'tell', said: 'david' }],
  ])('"%s" while the message is asked for starts over with David', (_, heard) => {
    const { step } = afterHearing([sendTo('anna'), heard]);
    expect(step.conversation.story.turns).toHaveLength(1);
    expect([step.conversation.recipient?.contact, step.effect]).toEqual([
      aContactNamed('David Stone').id,
      undefined,
    ]);
  });

  test.each<[string, Heard[]]>([
    ['while the message is asked for', [sendTo('anna'), message('no, david')]],
    ['while the name is asked for again', [sendTo('eric'), again('no, david')]],
  ])('a correction whose name fits two contacts is asked for %s', (_, heard) => {
    const contacts = ['Anna Berg', 'Erica Miller', 'David Stone', 'David Miller'];
    const household = aHouseholdWith({ contacts: contacts.map(one => aContactNamed(one)) });
    const { step } = afterHearing(heard, household);
    expect(step.reply.say).toEqual([{ code: 'ambiguous-name' }]);
    expect(step.conversation.story.turns).toHaveLength(1);
  });
});
