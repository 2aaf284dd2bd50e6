import { describe, expect, test } from '@jest/globals';
import { defaultSettings } from '../../../core/household/settings.ts';
import { requiredFriction } from '../../../core/confidence/required-friction.ts';
import { DICTATION_LIMIT } from '../../../core/conversation/content.ts';
import type { Effect } from '../../../core/conversation/step.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { after, seconds } from '../../../core/household/instant.ts';
import { aRoomId, noon } from '../../support/builders/builders.ts';
import {
  aContactNamed,
  afterHearing,
  aHouse,
  aSession,
  gibberish,
  launch,
  message,
  name,
  send,
  sendTo,
  stop,
} from '../../support/builders/conversing.ts';

const anna = aContactNamed('Anna Berg').id;
const held = (effects: Effect[]) => effects.filter(effect => effect.do === 'hold');
const stories = (effects: Effect[]) => effects.filter(effect => effect.do === 'keep-story');

describe('a clear request in one sentence', () => {
  test.each(['anna berg', 'anna', 'sis'])('to "%s" goes straight to the message', text => {
    const { step } = afterHearing([sendTo(text)]);
    expect(step.reply).toEqual({ say: [{ code: 'ask-message' }], reprompt: { code: 'ask-message-again' } });
    expect(step.conversation).toMatchObject({ asked: 'message', recipient: { contact: anna } });
  });

  test('is held for the contact with its words and its story, and nothing more is asked', () => {
    const { step, conversation } = afterHearing([sendTo('anna'), message(' Dinner is at seven. ')]);
    const { story } = conversation();
    expect(step.effect).toEqual({
      do: 'hold',
      message: { id: step.conversation.held, room: aRoomId(), contact: anna, story },
      content: { transcript: 'Dinner is at seven.' },
    });
    expect(step.reply.say).toEqual([{ code: 'held' }, { code: 'offer-to-add' }]);
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

  test('may be held with real audio, by reference', () => {
    const { step } = afterHearing([sendTo('anna'), { kind: 'recording', reference: 'audio-1' }]);
    expect(step.effect).toMatchObject({ do: 'hold', content: { audio: 'audio-1' } });
  });

  test('heard twice makes the same message', () => {
    const ids = [1, 2].map(
      () => afterHearing([sendTo('anna'), message('Dinner is at seven.')]).step.conversation.held,
    );
    expect(ids[0]).toBe(ids[1]);
  });

  test('says that nothing was kept where it could not be stored', () => {
    const { step } = afterHearing([sendTo('anna'), message('Dinner is at seven.')]);
    if (!step.effect) throw new Error('nothing was to be done');
    expect(step.ifEffectFails.reply).toEqual({ say: [{ code: 'not-held' }] });
    expect(step.ifEffectFails.conversation).toMatchObject({ asked: 'nothing' });
    expect(step.ifEffectFails.conversation.held).toBeUndefined();
  });
});

describe('an opened conversation', () => {
  test('asks for the recipient and the message, and for nothing more where the name is clear', () => {
    const session = aSession();
    expect(session.hears(launch).reply.say).toEqual([{ code: 'welcome' }]);
    expect(session.hears(send).reply).toEqual({
      say: [{ code: 'ask-recipient' }],
      reprompt: { code: 'ask-recipient-again' },
    });
    expect(session.hears(name('anna')).reply.say).toEqual([{ code: 'ask-message' }]);
    expect(session.hears(message('Dinner is at seven.')).effect?.do).toBe('hold');
  });

  test('weighs less than one sentence, even with the name in a later one', () => {
    const oneShot = afterHearing([sendTo('anna')]).conversation().story.turns[0];
    const opened = afterHearing([launch, sendTo('anna')]).conversation().story.turns[0];
    expect(oneShot?.evidence[0]).toMatchObject({ name: 'opening', observed: 'one-shot' });
    expect(opened?.evidence[0]).toMatchObject({ name: 'opening', observed: 'opened' });
    expect(opened?.logOdds).toBeLessThan(oneShot?.logOdds ?? 0);
  });
});

describe('what was dictated', () => {
  const talk =
    'and then we went over there because you know they had it and i mean it was the only one that they';

  test('is not kept where it is long and reads like talk in the room', () => {
    const { step, effects } = afterHearing([launch, sendTo('anna'), message(talk)]);
    expect(step.reply).toEqual({ say: [{ code: 'stopped' }] });
    expect(held(effects)).toEqual([]);
    expect(stories(effects)).toMatchObject([{ stopped: { why: 'unlikely' } }]);
    expect(JSON.stringify(effects)).not.toContain('because');
  });

  test('has the phone ask for more where it could be either', () => {
    const { step } = afterHearing([launch, sendTo('anna'), message('i think it was the other one')]);
    const story = step.effect?.do === 'hold' ? step.effect.message.story : undefined;
    expect(story && requiredFriction(story, defaultSettings)).toBe('choose');
  });

  test('that reads like a message has it only listened to', () => {
    const { step } = afterHearing([sendTo('anna'), message("I'm running late, see you at seven")]);
    const story = step.effect?.do === 'hold' ? step.effect.message.story : undefined;
    expect(story && requiredFriction(story, defaultSettings)).toBe('listen');
  });

  test('is not weighed where it is audio without words', () => {
    const { conversation } = afterHearing([sendTo('anna'), { kind: 'recording', reference: 'audio-1' }]);
    expect(conversation().story.turns.at(-1)?.evidence).toEqual([]);
  });
});

describe('between the bounds', () => {
  test('the name is asked for again, without being said', () => {
    const { step } = afterHearing([sendTo('eric')]);
    expect(step.conversation).toMatchObject({ asked: 'name-again', askedAgain: 1 });
    expect(step.reply).toEqual({ say: [{ code: 'ask-name-again' }], reprompt: { code: 'ask-name-again' } });
  });

  test('the same name again leads to the message', () => {
    expect(afterHearing([sendTo('eric'), name('erica')]).step.conversation.asked).toBe('message');
  });

  test('only something near again is asked for once more, and is never enough', () => {
    const session = afterHearing([launch, sendTo('eric'), name('eric')]);
    expect(session.step.conversation).toMatchObject({ asked: 'name-again', askedAgain: 2 });
    expect(session.hears(name('eric')).reply.say).toEqual([{ code: 'stopped' }]);
  });

  test.each<[string, Heard]>([
    ['no contact', name('quarterback')],
    ['nothing that makes sense', gibberish],
    ['another request', { kind: 'waiting' }],
    ['discard it', { kind: 'discard' }],
  ])('%s heard twice stops it before anything is recorded', (_, heard) => {
    const session = afterHearing([sendTo('eric'), heard]);
    expect(session.step.conversation.asked).toBe('name-again');
    const { reply, conversation } = session.hears(heard);
    expect(reply).toEqual({ say: [{ code: 'stopped' }] });
    expect(conversation.asked).toBe('nothing');
    expect(held(session.effects)).toEqual([]);
    expect(stories(session.effects)).toEqual([
      {
        do: 'keep-story',
        room: aRoomId(),
        stopped: {
          id: conversation.id,
          at: after(noon, seconds(30)),
          why: 'unlikely',
          story: conversation.story,
        },
      },
    ]);
  });

  test('a name that was only near is corrected by an exact one, which is asked for once more', () => {
    const session = afterHearing([sendTo('eric'), name('david')]);
    expect(session.step.conversation).toMatchObject({
      asked: 'name-again',
      recipient: { contact: aContactNamed('David Stone').id },
    });
    expect(session.step.conversation.story.turns.at(-1)?.evidence).toMatchObject([{ observed: 'corrected' }]);
  });

  test('a name that was said exactly does not give way to another', () => {
    const house = aHouse({ contacts: [aContactNamed('Mark'), aContactNamed('David Stone')] });
    const { step } = afterHearing([launch, send, name('mark'), name('david')], house);
    expect(step.conversation.recipient?.contact).toBe(aContactNamed('Mark').id);
    expect(step.conversation.story.turns.at(-1)?.evidence).toMatchObject([{ observed: 'other' }]);
  });
});

describe('the recipient', () => {
  test('that is no contact is asked for', () => {
    const { step } = afterHearing([sendTo('quarterback')]);
    expect(step.reply).toEqual({
      say: [{ code: 'unknown-name' }],
      reprompt: { code: 'ask-recipient-again' },
    });
    expect(step.conversation.recipient).toBeUndefined();
  });

  test('that fits two contacts is asked for in full', () => {
    const annas = aHouse({ contacts: [aContactNamed('Anna Berg'), aContactNamed('Anna Stein')] });
    const session = afterHearing([sendTo('anna')], annas);
    expect(session.step.reply).toEqual({
      say: [{ code: 'ambiguous-name' }],
      reprompt: { code: 'ask-recipient-again' },
    });
    expect(session.hears(name('anna stein')).conversation.recipient?.contact).toBe(
      aContactNamed('Anna Stein').id,
    );
  });

  test.each<[string, Heard]>([
    ['nothing that makes sense', gibberish],
    ['another request', { kind: 'waiting' }],
    ['words without a name', message('so I said')],
    ['the request once more', send],
  ])('asked for and answered with %s is asked for again, until it stops', (_, heard) => {
    const session = afterHearing([launch, send]);
    const replies = Array.from({ length: 2 }, () => session.hears(heard).reply.say);
    expect(replies).toEqual([[{ code: 'ask-recipient-again' }], [{ code: 'stopped' }]]);
  });
});

describe('while the message is asked for', () => {
  test.each<[string, Heard]>([
    ['help', { kind: 'help' }],
    ['discard it', { kind: 'discard' }],
    ['what is waiting', { kind: 'waiting' }],
    ['pair my phone', { kind: 'pair' }],
    ['open the skill', launch],
    ['add', { kind: 'add', transcript: 'more' }],
    ['a name', name('david')],
    ['a new request', send],
    ['nothing that makes sense', gibberish],
  ])('"%s" does nothing but ask again, and weighs against', (_, heard) => {
    const before = afterHearing([sendTo('anna')]);
    const { logOdds } = before.conversation().story.turns.at(-1) ?? { logOdds: 0 };
    const step = before.hears(heard);
    expect(step.effect).toBeUndefined();
    expect(step.reply).toEqual({ say: [{ code: 'empty-message' }], reprompt: { code: 'ask-message-again' } });
    expect(step.conversation).toMatchObject({ asked: 'message', recipient: { contact: anna } });
    expect(step.conversation.story.turns.at(-1)?.logOdds).toBeLessThan(logOdds);
  });

  test('stop acts', () => {
    const { step, effects } = afterHearing([sendTo('anna'), stop]);
    expect(step.reply).toEqual({ say: [{ code: 'goodbye' }] });
    expect(effects).toEqual([]);
  });

  test('misses add up, and stop it', () => {
    const session = afterHearing([sendTo('anna')]);
    for (let i = 0; i < 3; i++) expect(session.hears(gibberish).conversation.asked).toBe('message');
    expect(session.hears(gibberish).reply).toEqual({ say: [{ code: 'stopped' }] });
    expect(held(session.effects)).toEqual([]);
    expect(stories(session.effects)).toHaveLength(1);
  });

  test.each([
    ['empty', '', 'empty-message' as const],
    ['blank', ' \n ', 'empty-message' as const],
    ['longer than the limit', 'x'.repeat(DICTATION_LIMIT + 1), 'message-too-long' as const],
  ])('a message that is %s is asked for again', (_, text, code) => {
    const { step, effects } = afterHearing([sendTo('anna'), message(text)]);
    expect(step.reply).toEqual({
      say: [{ code }],
      reprompt: { code: 'ask-message-again' },
    });
    expect(effects).toEqual([]);
  });

  test('a message of the longest length is held', () => {
    const { effects } = afterHearing([sendTo('anna'), message('x'.repeat(DICTATION_LIMIT))]);
    expect(held(effects)).toHaveLength(1);
  });
});

describe('nothing is asked in vain', () => {
  test('without a phone it says how to pair one', () => {
    const { step } = afterHearing([sendTo('anna')], aHouse({ paired: false }));
    expect(step).toMatchObject({
      reply: { say: [{ code: 'no-phone-paired' }] },
      conversation: { asked: 'nothing' },
    });
    expect(step.reply.reprompt).toBeUndefined();
  });

  test('without a contact it says where to add one', () => {
    const { step } = afterHearing([send], aHouse({ contacts: [] }));
    expect(step).toMatchObject({
      reply: { say: [{ code: 'no-contacts' }] },
      conversation: { asked: 'nothing' },
    });
  });
});

describe('when nobody answers', () => {
  const silence: Heard = { kind: 'ended', silent: true };

  test.each<[string, Heard[]]>([
    ['the recipient', [launch, send]],
    ['the name again', [sendTo('eric')]],
    ['the message', [sendTo('anna')]],
  ])('the story of an open question for %s is kept, without words', (_, heard) => {
    const { step } = afterHearing([...heard, silence]);
    expect(step.effect).toMatchObject({ do: 'keep-story', stopped: { why: 'silence' } });
  });

  test.each<[string, Heard[]]>([
    ['the session only opened', [launch, silence]],
    ['a message is held', [sendTo('anna'), message('Dinner.'), silence]],
    ['it was ended otherwise', [sendTo('anna'), { kind: 'ended', silent: false }]],
  ])('there is no story where %s', (_, heard) => {
    const { step } = afterHearing(heard);
    expect(step.effect).toBeUndefined();
  });
});
