import { describe, expect, test } from '@jest/globals';
import { defaultSettings } from '../../../core/household/settings.ts';
import { requiredFriction } from '../../../core/confidence/required-friction.ts';
import { DICTATION_LIMIT } from '../../../core/conversation/hold.ts';
import type { Effect } from '../../../core/conversation/step.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { after, seconds } from '../../../core/household/instant.ts';
import { aRoomId, noon } from '../../support/builders/builders.ts';
import {
  aContactNamed,
  again,
  afterHearing,
  aHouseholdWith,
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
  test.each(['anna berg', 'anna', 'sis'])(
    'a request to "%s" in one sentence is asked for the message at once',
    text => {
      const { step } = afterHearing([sendTo(text)]);
      expect(step.reply).toEqual({ say: [{ code: 'ask-message' }], reprompt: { code: 'ask-message-again' } });
      expect(step.conversation).toMatchObject({ asked: 'message', recipient: { contact: anna } });
    },
  );

  test('a dictated message is held with its contact, its transcript and its story', () => {
    const { step, conversation } = afterHearing([sendTo('anna'), message(' Dinner is at seven. ')]);
    const { story } = conversation();
    expect(step.effect).toEqual({
      do: 'hold',
      messages: [{ id: step.conversation.held?.[0], room: aRoomId(), contact: anna, story }],
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

  test('a recorded message is held with the reference to its audio', () => {
    const { step } = afterHearing([sendTo('anna'), { kind: 'audio', reference: 'audio-1' }]);
    expect(step.effect).toMatchObject({ do: 'hold', content: { audio: 'audio-1' } });
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

  test('a name in a later turn weighs less than a request in one sentence', () => {
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

  test('dictation that is long and reads like talk in the room is not kept', () => {
    const { step, effects } = afterHearing([launch, sendTo('anna'), message(talk)]);
    expect(step.reply).toEqual({ say: [{ code: 'stopped' }] });
    expect(held(effects)).toEqual([]);
    expect(stories(effects)).toMatchObject([{ stopped: { why: 'unlikely' } }]);
    expect(JSON.stringify(effects)).not.toContain('because');
  });

  test('dictation that could be talk or a message makes the phone choose the recipient', () => {
    const { step } = afterHearing([launch, sendTo('anna'), message('i think it was the other one')]);
    const story = step.effect?.do === 'hold' ? step.effect.messages[0].story : undefined;
    expect(story && requiredFriction(story, defaultSettings)).toBe('choose');
  });

  test('dictation that reads like a message has to be listened to and no more', () => {
    const { step } = afterHearing([sendTo('anna'), message("I'm running late, see you at seven")]);
    const story = step.effect?.do === 'hold' ? step.effect.messages[0].story : undefined;
    expect(story && requiredFriction(story, defaultSettings)).toBe('listen');
  });

  test('audio without a transcript is not weighed', () => {
    const { conversation } = afterHearing([sendTo('anna'), { kind: 'audio', reference: 'audio-1' }]);
    expect(conversation().story.turns.at(-1)?.evidence).toEqual([]);
  });
});

describe('between the bounds', () => {
  test('a near name is asked for again without being said', () => {
    const { step } = afterHearing([sendTo('eric')]);
    expect(step.conversation).toMatchObject({ asked: 'name-again', askedAgain: 1 });
    expect(step.reply).toEqual({ say: [{ code: 'ask-name-again' }], reprompt: { code: 'ask-name-again' } });
  });

  test('a near name and then the name itself lead to the message', () => {
    expect(afterHearing([sendTo('eric'), again('erica')]).step.conversation.asked).toBe('message');
  });

  test('a name that is only ever near is never enough', () => {
    const session = afterHearing([launch, sendTo('eric'), again('eric')]);
    expect(session.step.conversation).toMatchObject({ asked: 'name-again', askedAgain: 2 });
    expect(session.hears(again('eric')).reply.say).toEqual([{ code: 'gave-up' }]);
  });

  test.each<[string, Heard]>([
    ['no contact', again('quarterback')],
    ['nothing that makes sense', gibberish],
    ['another request', { kind: 'count-waiting' }],
    ['discard it', { kind: 'discard' }],
  ])(
    '%s twice in answer to "say the name once more" ends the conversation, and not as an accident',
    (_, heard) => {
      const session = afterHearing([sendTo('eric'), heard]);
      expect(session.step.conversation.asked).toBe('name-again');
      const { reply, conversation } = session.hears(heard);
      expect(reply).toEqual({ say: [{ code: 'gave-up' }] });
      expect(conversation.asked).toBe('nothing');
      expect(held(session.effects)).toEqual([]);
      expect(stories(session.effects)).toEqual([
        {
          do: 'keep-story',
          room: aRoomId(),
          stopped: {
            id: conversation.id,
            at: after(noon, seconds(30)),
            why: 'not-understood',
            story: conversation.story,
          },
        },
      ]);
    },
  );

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
});

describe('the recipient', () => {
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

  test('a name that is no contact makes the Echo ask for the recipient', () => {
    const { step } = afterHearing([sendTo('quarterback')]);
    expect(step.reply).toEqual({
      say: [{ code: 'unknown-name', said: 'quarterback' }],
      reprompt: { code: 'ask-recipient-or-add' },
    });
    expect(step.conversation.recipient).toBeUndefined();
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

  test.each<[string, Heard]>([
    ['nothing that makes sense', gibberish],
    ['another request', { kind: 'count-waiting' }],
    ['words without a name', message('so I said')],
    ['the request once more', send],
  ])('%s in answer to "to whom?" makes the Echo ask again, and then give up', (_, heard) => {
    const session = afterHearing([launch, send]);
    const replies = Array.from({ length: 2 }, () => session.hears(heard).reply.say);
    expect(replies).toEqual([[{ code: 'ask-recipient-again' }], [{ code: 'gave-up' }]]);
  });

  test('three odd sentences where a name was asked for end as not understood, and not as an accident', () => {
    const odd = 'the one from the shop around the corner you know';
    const session = afterHearing([sendTo(odd), name(odd), name(odd)]);
    expect(session.step.reply).toEqual({ say: [{ code: 'gave-up' }] });
    expect(stories(session.effects)).toMatchObject([{ stopped: { why: 'not-understood' } }]);
  });

  test('three names that no contact has end with how to add a contact, and count as no accident', () => {
    const session = afterHearing([sendTo('kim'), name('kim')]);
    expect(session.step.reply.say).toEqual([{ code: 'unknown-name', said: 'kim' }]);
    expect(session.hears(name('jo')).reply).toEqual({ say: [{ code: 'add-contact', said: 'jo' }] });
    expect(stories(session.effects)).toMatchObject([{ stopped: { why: 'not-understood' } }]);
  });

  test('a name that fits two contacts twice is taken, and the phone must choose', () => {
    const annas = aHouseholdWith({ contacts: [aContactNamed('Anna Berg'), aContactNamed('Anna Stein')] });
    const { step } = afterHearing([sendTo('anna'), name('anna'), message('Dinner is at seven.')], annas);
    const story = step.effect?.do === 'hold' ? step.effect.messages[0].story : undefined;
    expect(story && requiredFriction(story, { floor: 'tap' })).toBe('choose');
  });
});

describe('while the message is asked for', () => {
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

  test('two misses in a row while the message is asked for end the conversation', () => {
    const session = afterHearing([sendTo('anna'), gibberish]);
    expect(session.step.conversation.asked).toBe('message');
    expect(session.hears(gibberish).reply).toEqual({ say: [{ code: 'gave-up' }] });
    expect(held(session.effects)).toEqual([]);
    expect(stories(session.effects)).toMatchObject([{ stopped: { why: 'not-understood' } }]);
  });

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

  test('a nickname corrects the recipient too', () => {
    const { step } = afterHearing([sendTo('david'), message('no, sis')]);
    expect(step.conversation.recipient?.contact).toBe(aContactNamed('Anna Berg').id);
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

  test('a correction whose name fits the recipient among others corrects nothing', () => {
    const household = aHouseholdWith({
      contacts: [aContactNamed('Erica Miller'), aContactNamed('Erica Stone')],
    });
    const { step } = afterHearing([sendTo('erica miler'), again('no, erica')], household);
    expect(step.conversation.story.turns).toHaveLength(2);
  });

  test.each([
    'no, I am not coming',
    'No, David is not here',
    'I meant what I said',
    'no, eric',
    'no, nobody',
  ])('"%s" is a message and no correction', text => {
    const { step } = afterHearing([sendTo('anna'), message(text)]);
    expect(step.effect).toMatchObject({ do: 'hold', content: { transcript: text } });
  });

  test.each([
    ['empty', '', 'empty-message' as const],
    ['blank', ' \n ', 'empty-message' as const],
    ['a question mark', '?', 'empty-message' as const],
    ['three dots', '…', 'empty-message' as const],
    ['in letters that no English voice speaks', 'приходи at 7', 'message-not-sayable' as const],
    ['longer than the limit', 'x'.repeat(DICTATION_LIMIT + 1), 'message-too-long' as const],
  ])('a message that is %s is asked for again', (_, text, code) => {
    const { step, effects } = afterHearing([sendTo('anna'), message(text)]);
    expect(step.reply).toEqual({
      say: [{ code }],
      reprompt: { code: 'ask-message-again' },
    });
    expect(effects).toEqual([]);
  });

  test('a message of the greatest length is held', () => {
    const { effects } = afterHearing([sendTo('anna'), message('x'.repeat(DICTATION_LIMIT))]);
    expect(held(effects)).toHaveLength(1);
  });
});

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
