import { describe, expect, test } from '@jest/globals';
import type { ReplyPart } from '../../../core/conversation/reply.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { aMessageId, aRoomId } from '../../support/builders/builders.ts';
import {
  afterHearing,
  aHouse,
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
const here = (id: string) => ({ id: aMessageId(id), room: aRoomId() });
const elsewhere = (id: string) => ({ id: aMessageId(id), room: aRoomId('room-attic') });

describe('"add …"', () => {
  test('makes the held message longer', () => {
    const { step, conversation } = afterHearing([...toHold, more(' and bring bread ')]);
    expect(step.effect).toMatchObject({
      do: 'extend',
      message: conversation().held,
      transcript: 'and bring bread',
    });
    expect(step.reply).toEqual({ say: [{ code: 'added' }], reprompt: { code: 'offer-to-add' } });
  });

  test('says that nothing changed where it could not be stored', () => {
    const { step } = afterHearing([...toHold, more('bread')]);
    expect(step.effect && step.ifEffectFails.reply.say).toEqual([{ code: 'not-added' }]);
    expect(step.effect && step.ifEffectFails.conversation.held).toBe(step.conversation.held);
  });

  test('can be said again and again', () => {
    const { effects } = afterHearing([...toHold, more('bread'), more('milk')]);
    expect(effects.map(effect => effect.do)).toEqual(['hold', 'extend', 'extend']);
  });

  test('without words asks for them', () => {
    const { step } = afterHearing([...toHold, more('  ')]);
    expect(step).toMatchObject({
      reply: { say: [{ code: 'nothing-to-add' }] },
      conversation: { asked: 'more' },
    });
    expect(step.effect).toBeUndefined();
  });

  test('before anything is held is not understood', () => {
    const { step } = afterHearing([more('bread')]);
    expect(step.reply.say).toEqual([{ code: 'not-understood' }]);
    expect(step.effect).toBeUndefined();
  });
});

describe('"discard it"', () => {
  test('discards what this conversation holds, and ends it', () => {
    const { step, effects } = afterHearing([...toHold, discard]);
    const [hold] = effects;
    expect(step.effect).toEqual({ do: 'discard', message: hold?.do === 'hold' && hold.message.id });
    expect(step.reply).toEqual({ say: [{ code: 'discarded' }] });
    expect(step.conversation.held).toBeUndefined();
  });

  test('discards the one that waits from this room', () => {
    const { step } = afterHearing([discard], aHouse({ waiting: [elsewhere('other'), here('mine')] }));
    expect(step.effect).toEqual({ do: 'discard', message: aMessageId('mine') });
  });

  test('says so where it could not be done', () => {
    const { step } = afterHearing([discard], aHouse({ waiting: [here('mine')] }));
    expect(step.effect && step.ifEffectFails.reply).toEqual({ say: [{ code: 'not-discarded' }] });
  });

  test('leaves a choice between several to the phone', () => {
    const { step } = afterHearing([discard], aHouse({ waiting: [here('a'), here('b')] }));
    expect(step.reply.say).toEqual([{ code: 'many-to-discard' }]);
    expect(step.effect).toBeUndefined();
  });

  test('does nothing to messages of other rooms', () => {
    const { step } = afterHearing([discard], aHouse({ waiting: [elsewhere('other')] }));
    expect(step.reply.say).toEqual([{ code: 'nothing-to-discard' }]);
    expect(step.effect).toBeUndefined();
  });
});

describe('"what is waiting?"', () => {
  test.each([0, 1, 3])('is answered with how many messages wait in the household: %d', count => {
    const waiting = Array.from({ length: count }, (_, i) => elsewhere(`${i}`));
    expect(afterHearing([{ kind: 'waiting' }], aHouse({ waiting })).step.reply).toEqual({
      say: [{ code: 'waiting', count }],
    });
  });
});

describe('"pair my phone"', () => {
  test('offers a pairing and speaks no code', () => {
    const { step } = afterHearing([{ kind: 'pair' }], aHouse({ paired: false }));
    expect(step.effect).toEqual({ do: 'offer-pairing' });
    expect(step.reply).toEqual({ say: [{ code: 'pairing-code-on-card' }] });
    expect(step.effect && step.ifEffectFails.reply.say).toEqual([{ code: 'no-pairing-code' }]);
  });

  test('is refused where a phone is paired', () => {
    const { step } = afterHearing([{ kind: 'pair' }]);
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
  ])('%s ends it, and nothing was recorded', (_, heard) => {
    const { step, effects } = afterHearing([...heard, stop]);
    expect(step.reply).toEqual({ say: [{ code: 'goodbye' }] });
    expect(step.conversation.asked).toBe('nothing');
    expect(effects).toEqual([]);
  });

  test.each<[string, Heard[]]>([
    ['after the message', toHold],
    ['while another message is under way', [...toHold, send, name('david')]],
  ])('%s leaves what is held for the phone, and says so', (_, heard) => {
    const { step, effects } = afterHearing([...heard, stop]);
    expect(step.reply).toEqual({ say: [{ code: 'goodbye-still-holding' }] });
    expect(effects.map(effect => effect.do)).toEqual(['hold']);
  });
});

describe('"help"', () => {
  test.each<[string, Heard[], ReplyPart]>([
    ['at the start', [], { code: 'ask-what-to-do' }],
    ['when asked to whom', [launch, send], { code: 'ask-recipient-again' }],
    ['when asked for the name again', [sendTo('eric')], { code: 'ask-name-again' }],
    ['after the message', toHold, { code: 'offer-to-add' }],
  ])('%s asks the open question again', (_, heard, question) => {
    const { step } = afterHearing([...heard, { kind: 'help' }]);
    expect(step.reply).toEqual({ say: [{ code: 'help' }, question], reprompt: question });
    expect(step.effect).toBeUndefined();
  });
});

describe('another message in the same session', () => {
  test('is a message of its own, with a story of its own', () => {
    const session = afterHearing([...toHold, sendTo('david'), name('david'), message('And you?')]);
    const holds = session.effects.filter(effect => effect.do === 'hold');
    expect(holds).toHaveLength(2);
    expect(new Set(holds.map(effect => effect.message.id)).size).toBe(2);
    expect(holds[1]?.message.story.turns[0]?.evidence[0]).toMatchObject({ observed: 'opened' });
  });

  test('that is stopped does not make the Echo deny the first', () => {
    const { step } = afterHearing([...toHold, sendTo('eric'), gibberish, gibberish]);
    expect(step.reply).toEqual({ say: [{ code: 'stopped-still-holding' }] });
  });
});

describe('what was not understood', () => {
  test('is answered with what can be said', () => {
    expect(afterHearing([gibberish]).step.reply).toEqual({
      say: [{ code: 'not-understood' }],
      reprompt: { code: 'ask-what-to-do' },
    });
  });

  test('after the message is answered with what can be added', () => {
    expect(afterHearing([...toHold, gibberish]).step.reply.say).toEqual([{ code: 'offer-to-add' }]);
  });

  test('is real audio that nobody asked for, and it is not kept', () => {
    const { step, effects } = afterHearing([{ kind: 'recording', reference: 'audio-1' }]);
    expect(step.reply.say).toEqual([{ code: 'not-understood' }]);
    expect(effects).toEqual([]);
  });
});
