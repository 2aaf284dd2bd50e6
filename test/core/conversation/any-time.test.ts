import { describe, expect, test } from '@jest/globals';
import type { HeldMessages } from '../../../core/conversation/conversation.ts';
import type { ReplyPart } from '../../../core/conversation/reply.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { after, hours } from '../../../core/household/instant.ts';
import { aMessageId, aRoomId, noon } from '../../support/builders/builders.ts';
import {
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

const toHold: Heard[] = [sendTo('anna'), message('Dinner is at seven.')];
const more = (text: string): Heard => ({ kind: 'add', transcript: text });
const discard: Heard = { kind: 'discard' };
const holdUntil = after(noon, hours(1));
const here = (id: string) => ({ id: aMessageId(id), room: aRoomId(), holdUntil });
const elsewhere = (id: string) => ({ id: aMessageId(id), room: aRoomId('room-attic'), holdUntil });
const touch = (...ids: string[]): Heard => ({ kind: 'discard', messages: ids.map(id => aMessageId(id)) });

describe('"add …"', () => {
  test('"add" makes the held message longer', () => {
    const { step, conversation } = afterHearing([...toHold, more(' and bring bread ')]);
    expect(step.effect).toMatchObject({
      do: 'extend',
      messages: conversation().held,
      transcript: 'and bring bread',
    });
    expect(step.reply).toEqual({
      say: [{ code: 'added' }, { code: 'offer-to-add' }],
      reprompt: { code: 'how-to-add' },
    });
  });

  test('"add" says that nothing changed if the addition cannot be stored', () => {
    const { step } = afterHearing([...toHold, more('bread')]);
    expect(step.effect && step.ifEffectFails.reply.say).toEqual([
      { code: 'not-added' },
      { code: 'offer-to-add' },
    ]);
    expect(step.effect && step.ifEffectFails.conversation.held).toBe(step.conversation.held);
  });

  test('"add" can be said several times', () => {
    const { effects } = afterHearing([...toHold, more('bread'), more('milk')]);
    expect(effects.map(effect => effect.do)).toEqual(['hold', 'extend', 'extend']);
  });

  test('"add" without content asks for it', () => {
    const { step } = afterHearing([...toHold, more('  ')]);
    expect(step).toMatchObject({
      reply: { say: [{ code: 'nothing-to-add' }] },
      conversation: { asked: 'more' },
    });
    expect(step.effect).toBeUndefined();
  });

  test('"add" is not understood before a message is held', () => {
    const { step } = afterHearing([more('bread')]);
    expect(step.reply.say).toEqual([{ code: 'not-understood' }]);
    expect(step.effect).toBeUndefined();
  });
});

describe('"discard it"', () => {
  test('"discard it" discards the message of this conversation and ends the conversation', () => {
    const { step, effects } = afterHearing([...toHold, discard]);
    const [hold] = effects;
    expect(step.effect).toEqual({ do: 'discard', messages: hold?.do === 'hold' && [hold.messages[0].id] });
    expect(step.reply).toEqual({ say: [{ code: 'discarded' }] });
    expect(step.conversation.held).toBeUndefined();
  });

  test('"discard it" discards the only message that waits from this room', () => {
    const { step } = afterHearing([discard], aHouseholdWith({ waiting: [elsewhere('other'), here('mine')] }));
    expect(step.effect).toEqual({ do: 'discard', messages: [aMessageId('mine')] });
  });

  test('"discard it" says so if the message could not be discarded', () => {
    const { step } = afterHearing([discard], aHouseholdWith({ waiting: [here('mine')] }));
    expect(step.effect && step.ifEffectFails.reply).toEqual({ say: [{ code: 'not-discarded' }] });
  });

  test('"discard it" discards nothing if several messages wait from this room', () => {
    const { step } = afterHearing([discard], aHouseholdWith({ waiting: [here('a'), here('b')] }));
    expect(step.reply.say).toEqual([{ code: 'many-to-discard' }]);
    expect(step.effect).toBeUndefined();
  });

  test('"discard it" leaves messages from other rooms alone', () => {
    const { step } = afterHearing([discard], aHouseholdWith({ waiting: [elsewhere('other')] }));
    expect(step.reply.say).toEqual([{ code: 'nothing-to-discard' }]);
    expect(step.effect).toBeUndefined();
  });
});

describe('the button on a screen', () => {
  test('the button discards the messages that its screen showed, though others wait from this room', () => {
    const { step } = afterHearing([touch('a')], aHouseholdWith({ waiting: [here('a'), here('b')] }));
    expect(step.effect).toEqual({ do: 'discard', messages: [aMessageId('a')] });
    expect(step.reply).toEqual({ say: [{ code: 'discarded' }] });
  });

  test('the button discards the message that the conversation holds', () => {
    const held = afterHearing(toHold).step.conversation.held as HeldMessages;
    const { step } = afterHearing([...toHold, { kind: 'discard', messages: held }]);
    expect(step.effect).toEqual({ do: 'discard', messages: held });
  });

  test('the button touched again discards nothing else', () => {
    const { step } = afterHearing([touch('a')], aHouseholdWith({ waiting: [here('b')] }));
    expect(step.reply.say).toEqual([{ code: 'not-waiting' }]);
    expect(step.effect).toBeUndefined();
  });

  test('the button leaves messages from other rooms alone, as the voice does', () => {
    const { step } = afterHearing([touch('a')], aHouseholdWith({ waiting: [elsewhere('a')] }));
    expect(step.reply.say).toEqual([{ code: 'not-waiting' }]);
    expect(step.effect).toBeUndefined();
  });

  test('the button does nothing while the message is asked for, as the voice does', () => {
    const household = aHouseholdWith({ waiting: [here('a')] });
    const { step } = afterHearing([sendTo('anna'), touch('a')], household);
    expect(step.reply.say).toEqual([{ code: 'empty-message' }]);
    expect(step.effect).toBeUndefined();
  });
});

describe('"what is waiting?"', () => {
  test.each([0, 1, 3])('"what is waiting?" is answered with the number of waiting messages: %d', count => {
    const waiting = Array.from({ length: count }, (_, i) => elsewhere(`${i}`));
    expect(afterHearing([{ kind: 'count-waiting' }], aHouseholdWith({ waiting })).step.reply).toEqual({
      say: [{ code: 'waiting', count }],
    });
  });
});

describe('"pair my phone"', () => {
  test('"pair my phone" offers a pairing and speaks no code', () => {
    const { step } = afterHearing([{ kind: 'pair-phone' }], aHouseholdWith({ paired: false }));
    expect(step.effect).toEqual({ do: 'offer-pairing' });
    expect(step.reply).toEqual({ say: [{ code: 'pairing-code-on-card' }] });
    expect(step.effect && step.ifEffectFails.reply.say).toEqual([{ code: 'no-pairing-code' }]);
  });

  test('"pair my phone" is refused in a household with a paired phone', () => {
    const { step } = afterHearing([{ kind: 'pair-phone' }]);
    expect(step).toMatchObject({ reply: { say: [{ code: 'already-paired' }] } });
    expect(step.effect).toBeUndefined();
  });
});

describe('"stop"', () => {
  test.each<[string, Heard[]]>([
    ['at the start', []],
    ['after opening', [launch]],
    ['when asked to whom', [launch, send]],
    ['when asked for the name again', [sendTo('eric')]],
    ['when asked for the message', [sendTo('anna')]],
  ])('"stop" %s ends the conversation with nothing recorded', (_, heard) => {
    const { step, effects } = afterHearing([...heard, stop]);
    expect(step.reply).toEqual({ say: [{ code: 'goodbye' }] });
    expect(step.conversation.asked).toBe('nothing');
    expect(effects).toEqual([]);
  });

  test.each<[string, Heard[]]>([
    ['after the message', toHold],
    ['while another message is under way', [...toHold, send, name('david')]],
  ])('"stop" %s leaves the held message for the phone and says so', (_, heard) => {
    const { step, effects } = afterHearing([...heard, stop]);
    expect(step.reply).toEqual({ say: [{ code: 'goodbye-still-holding' }] });
    expect(effects.map(effect => effect.do)).toEqual(['hold']);
  });
});

describe('after the message', () => {
  test('"cancel" discards the held message', () => {
    const { step } = afterHearing([...toHold, { kind: 'cancel' }]);
    expect(step.effect).toMatchObject({ do: 'discard' });
    expect(step.reply).toEqual({ say: [{ code: 'discarded' }] });
  });

  test('"cancel" while something else is asked discards nothing', () => {
    const { step, effects } = afterHearing([...toHold, send, { kind: 'cancel' }]);
    expect(step.reply).toEqual({ say: [{ code: 'goodbye-still-holding' }] });
    expect(effects.map(effect => effect.do)).toEqual(['hold']);
  });

  test('"no" to "Anything to add?" ends the conversation and keeps the message', () => {
    const { step, effects } = afterHearing([...toHold, { kind: 'no' }]);
    expect(step.reply).toEqual({ say: [{ code: 'goodbye-still-holding' }] });
    expect(effects.map(effect => effect.do)).toEqual(['hold']);
  });

  test('"yes" to "Anything to add?" is told how to add, and a second "yes" closes the microphone', () => {
    const session = afterHearing([...toHold, { kind: 'yes' }]);
    expect(session.step.reply.say).toEqual([{ code: 'nothing-to-add' }]);
    expect(session.step.conversation.asked).toBe('more');
    expect(session.hears({ kind: 'yes' }).reply.reprompt).toBeUndefined();
  });

  test.each(['yes', 'no'] as const)('"%s" answers no other question of the Echo', kind => {
    for (const heard of [[launch, send], [sendTo('eric')], [sendTo('anna')]]) {
      const session = afterHearing(heard);
      const { asked } = session.conversation();
      const step = session.hears({ kind });
      expect([step.conversation.asked, step.effect]).toEqual([asked, undefined]);
      expect(step.missed).toBe(true);
    }
  });
});

describe('"open Second Yes"', () => {
  const said = (household: Parameters<typeof aHouseholdWith>[0]) =>
    afterHearing([launch], aHouseholdWith(household)).step;

  test('opening the skill for the first time says what it does, and later it is short', () => {
    expect(said({}).reply.say).toEqual([{ code: 'welcome-first' }, { code: 'ask-what-to-do' }]);
    expect(said({ messages: [aMessageId()] }).reply.say).toEqual([
      { code: 'welcome' },
      { code: 'what-to-do' },
    ]);
  });

  test('opening the skill says how many messages wait', () => {
    expect(said({ messages: [aMessageId()], waiting: [elsewhere('a')] }).reply.say).toEqual([
      { code: 'welcome' },
      { code: 'waiting', count: 1 },
      { code: 'what-to-do' },
    ]);
  });

  test('opening the skill without a phone puts a pairing code on a card', () => {
    const { reply, effect } = said({ paired: false });
    expect(reply).toEqual({ say: [{ code: 'no-phone-paired' }, { code: 'pairing-code-on-card' }] });
    expect(effect).toEqual({ do: 'offer-pairing' });
  });

  test('opening the skill says that there are no contacts, or that the room is paused', () => {
    const paused = [{ id: aRoomId(), name: 'Kitchen', pausedAt: noon }];
    expect(said({ contacts: [] }).reply).toEqual({ say: [{ code: 'no-contacts' }] });
    expect(said({ rooms: paused }).reply).toEqual({ say: [{ code: 'room-paused' }] });
  });
});

describe('"help"', () => {
  test.each<[string, Heard[], ReplyPart, ReplyPart]>([
    ['at the start', [], { code: 'help' }, { code: 'ask-what-to-do' }],
    ['when asked to whom', [launch, send], { code: 'help-recipient' }, { code: 'ask-recipient-again' }],
    [
      'when asked for the name again',
      [sendTo('eric')],
      { code: 'help-name-again' },
      { code: 'ask-name-again' },
    ],
    ['when asked for the message', [sendTo('anna')], { code: 'help-message' }, { code: 'ask-message-again' }],
    ['after the message', toHold, { code: 'help-more' }, { code: 'offer-to-add' }],
  ])(
    '"help" %s is about the open question and asks it again, without evidence',
    (_, heard, help, question) => {
      const session = aSession();
      for (const one of heard) session.hears(one);
      const { story } = session.conversation();
      const step = session.hears({ kind: 'help' });
      expect(step.reply).toEqual({ say: [help, question], reprompt: question });
      expect(step.effect).toBeUndefined();
      expect(step.conversation.story).toEqual(story);
    },
  );
});

describe('"say that again"', () => {
  test.each<[string, Heard[], ReplyPart]>([
    ['at the start', [], { code: 'ask-what-to-do' }],
    ['when asked to whom', [launch, send], { code: 'ask-recipient-again' }],
    ['when asked for the name again', [sendTo('eric')], { code: 'ask-name-again' }],
    ['when asked for the message', [sendTo('anna')], { code: 'ask-message-again' }],
    ['after the message', toHold, { code: 'offer-to-add' }],
  ])('"say that again" %s asks the open question again, without evidence', (_, heard, question) => {
    const session = aSession();
    for (const one of heard) session.hears(one);
    const { story } = session.conversation();
    const step = session.hears({ kind: 'repeat' });
    expect(step.reply).toEqual({ say: [question], reprompt: question });
    expect(step.conversation.story).toEqual(story);
  });
});

describe('"add a contact"', () => {
  test('"add a contact" is told how to add one', () => {
    const { step } = afterHearing([{ kind: 'add-contact' }]);
    expect(step.reply).toEqual({ say: [{ code: 'how-to-add-contact' }] });
    expect(step.effect).toBeUndefined();
  });

  test('"add a contact" in a household without a phone offers a pairing first', () => {
    const { step } = afterHearing([{ kind: 'add-contact' }], aHouseholdWith({ paired: false }));
    expect(step.reply.say).toEqual([{ code: 'no-phone-paired' }, { code: 'pairing-code-on-card' }]);
    expect(step.effect).toEqual({ do: 'offer-pairing' });
  });
});

describe('another message in the same session', () => {
  test('a second message in the same session has its own id and its own story', () => {
    const session = afterHearing([...toHold, sendTo('david'), message('And you?')]);
    const holds = session.effects.filter(effect => effect.do === 'hold');
    expect(holds).toHaveLength(2);
    expect(new Set(holds.map(effect => effect.messages[0].id)).size).toBe(2);
    expect(holds[1]?.messages[0].story.turns[0]?.evidence[0]).toMatchObject({ observed: 'opened' });
  });

  test('giving up on a second message does not make the Echo deny the first', () => {
    const { step } = afterHearing([...toHold, sendTo('eric'), gibberish, gibberish]);
    expect(step.reply).toEqual({ say: [{ code: 'gave-up-still-holding' }] });
  });
});

describe('what was not understood', () => {
  test.each<[string, Heard[], ReplyPart, string]>([
    ['the recipient', [send], { code: 'ask-recipient-again' }, 'ask-recipient-again'],
    ['the name again', [sendTo('eric')], { code: 'ask-name-again' }, 'ask-name-again'],
    ['the message', [sendTo('anna')], { code: 'empty-message' }, 'ask-message-again'],
  ])('while the Echo asks for %s, it asks once more', (_, heard, said, code) => {
    const { step } = afterHearing([...heard, gibberish]);
    expect(step.reply).toEqual({ say: [said], reprompt: { code } });
    expect(step.conversation.story.turns.at(-1)?.evidence).toEqual([]);
  });

  test.each<[Heard['kind'], string]>([
    ['explain', 'because'],
    ['add-contact', 'how-to-add-contact'],
  ])(
    '"%s" acts while the recipient is asked for, and may be a part of the message after it',
    (kind, code) => {
      const heard = { kind } as Heard;
      expect(afterHearing([send, heard]).step.reply.say[0]).toMatchObject({ code });
      expect(afterHearing([sendTo('anna'), heard]).step.reply.say).toEqual([{ code: 'empty-message' }]);
    },
  );

  test.each<[string, Heard[], ReplyPart]>([
    ['at the start', [launch], { code: 'goodbye' }],
    ['after the message', toHold, { code: 'goodbye-still-holding' }],
  ])('an open microphone is closed after two turns %s that say nothing', (_, heard, goodbye) => {
    const session = afterHearing([...heard, gibberish]);
    expect(session.step.reply.reprompt).toBeDefined();
    expect(session.hears(gibberish).reply).toEqual({ say: [goodbye] });
    expect(session.effects.filter(effect => effect.do === 'keep-story')).toEqual([]);
  });

  test('a turn that says something starts the count of misses again', () => {
    const { step } = afterHearing([launch, gibberish, { kind: 'help' }, gibberish]);
    expect(step.reply.reprompt).toBeDefined();
  });

  test('a turn that is not understood is answered with what can be said', () => {
    expect(afterHearing([gibberish]).step.reply).toEqual({
      say: [{ code: 'not-understood' }],
      reprompt: { code: 'ask-what-to-do' },
    });
  });

  test('a turn that is not understood after the message is answered with the offer to add', () => {
    expect(afterHearing([...toHold, gibberish]).step.reply.say).toEqual([{ code: 'offer-to-add' }]);
  });

  test('audio that the Echo did not ask for is not understood and not kept', () => {
    const { step, effects } = afterHearing([{ kind: 'audio', reference: 'audio-1' }]);
    expect(step.reply.say).toEqual([{ code: 'not-understood' }]);
    expect(effects).toEqual([]);
  });
});
