import { describe, expect, test } from '@jest/globals';
import type { Heard } from '../../../../core/conversation/turn.ts';
import { DICTATION_LIMIT } from '../../../../core/conversation/hold.ts';
import {
  aContactNamed,
  afterHearing,
  again,
  aHouseholdWith,
  aSession,
  message,
  name,
  send,
  sendTo,
} from '../../../support/builders/conversing.ts';

const tell = (said: string): Heard => ({ kind: 'tell', said });
const anna = aContactNamed('Anna Berg').id;
const david = aContactNamed('David Stone').id;

describe('a request in one breath', () => {
  test('a clear request in one breath is held after one turn', () => {
    const { step } = afterHearing([tell("anna that i'll be late")]);
    expect(step.effect).toMatchObject({
      do: 'hold',
      messages: [{ contact: anna, story: { turns: [{ asked: 'nothing', heard: 'tell' }] } }],
      content: { transcript: "i'll be late" },
    });
    expect(step.reply.say).toEqual([{ code: 'held' }, { code: 'offer-to-add' }]);
    expect(step.conversation.said).toBeUndefined();
  });

  test('an unsure name is asked for once more, and then what was said is held', () => {
    const session = afterHearing([tell('eric that dinner is at seven')]);
    expect(session.step.conversation).toMatchObject({ asked: 'name-again', said: 'dinner is at seven' });
    expect(session.hears(again('erica'))).toMatchObject({
      effect: { do: 'hold', content: { transcript: 'dinner is at seven' } },
      conversation: { asked: 'more' },
    });
  });

  test('a request in one breath without a message is asked for it', () => {
    const { step } = afterHearing([tell('anna')]);
    expect(step.reply.say).toEqual([{ code: 'ask-message' }]);
  });

  test('a request in one breath without a name is asked for it, and what was said is kept', () => {
    const session = afterHearing([tell("i'll be late")]);
    expect(session.step.reply.say).toEqual([{ code: 'ask-recipient' }]);
    expect(session.hears(name('anna')).effect).toMatchObject({ content: { transcript: "i'll be late" } });
  });

  test('an unknown name is said back, and what was said is kept for the next name', () => {
    const session = afterHearing([tell("kim i'll be late")]);
    expect(session.step.reply.say).toEqual([{ code: 'unknown-name', said: 'kim' }]);
    expect(session.hears(name('anna')).effect).toMatchObject({ content: { transcript: "i'll be late" } });
  });

  test.each<[string, Heard[]]>([
    ['is stopped', [{ kind: 'stop' }]],
    ['ends without an understood answer', [{ kind: 'not-understood' }, { kind: 'not-understood' }]],
  ])('what waits for its recipient is forgotten when the conversation %s', (_, rest) => {
    const session = afterHearing([tell("i'll be late")]);
    expect(session.conversation().said).toBe("i'll be late");
    for (const one of rest) session.hears(one);
    expect(session.conversation().asked).toBe('nothing');
    expect(session.conversation().said).toBeUndefined();
  });

  test('several recipients get one message each, and the Echo says so', () => {
    const { step } = afterHearing([tell("anna and david we're leaving")]);
    expect(step.effect).toMatchObject({ messages: [{ contact: anna }, { contact: david }] });
    expect(step.effect?.do === 'hold' && new Set(step.effect.messages.map(({ id }) => id)).size).toBe(2);
    expect(step.reply.say[0]).toEqual({ code: 'held-for-several', count: 2 });
    expect(step.effect && step.ifEffectFails.reply.say).toEqual([{ code: 'not-all-held' }]);
  });

  test('an unknown name among several is left out, and the Echo says so', () => {
    const { step } = afterHearing([tell("anna and kim that we're leaving")]);
    expect(step.reply.say.slice(0, 2)).toEqual([{ code: 'left-out', said: 'kim' }, { code: 'held' }]);
    expect(step.effect).toMatchObject({ messages: [{ contact: anna }] });
  });

  test('somebody who is named twice, the second time as the answer to "who is it for?", gets one message', () => {
    const session = afterHearing([tell("kim and anna that we're leaving")]);
    expect(session.step.reply.say).toEqual([{ code: 'unknown-name', said: 'kim' }]);
    expect(session.hears(name('anna')).effect).toMatchObject({ do: 'hold', messages: [{ contact: anna }] });
  });

  test('a further name that fits two contacts is left out, and the Echo does not call it unknown', () => {
    const household = aHouseholdWith({
      contacts: [aContactNamed('Anna Berg'), aContactNamed('David Stone'), aContactNamed('David Miller')],
    });
    const { step } = afterHearing([tell("anna and david that we're leaving")], household);
    expect(step.reply.say.slice(0, 2)).toEqual([{ code: 'left-out-several' }, { code: 'held' }]);
    expect(step.effect).toMatchObject({ messages: [{ contact: anna }] });
  });

  test('every further name that is left out is said', () => {
    const { step } = afterHearing([tell("anna, kim and zoe that we're leaving")]);
    expect(step.reply.say.slice(0, 2)).toEqual([
      { code: 'left-out', said: 'kim' },
      { code: 'left-out', said: 'zoe' },
    ]);
  });

  test('a second message that could not be stored does not make the Echo forget the first', () => {
    const { step, effects } = afterHearing([
      tell('anna that dinner is at seven'),
      tell('david that dinner is at seven'),
    ]);
    const [first] = effects;
    expect(step.effect && step.ifEffectFails.conversation.held).toEqual(
      first?.do === 'hold' && [first.messages[0].id],
    );
  });

  test('a name that fits two contacts is asked for once, then held, and the phone must choose', () => {
    const annas = aHouseholdWith({ contacts: [aContactNamed('Anna Berg'), aContactNamed('Anna Stein')] });
    const session = afterHearing([tell('anna that dinner is at seven')], annas);
    expect(session.step.reply.say).toEqual([{ code: 'ambiguous-name' }]);
    expect(session.hears(name('anna')).effect).toMatchObject({
      do: 'hold',
      content: { transcript: 'dinner is at seven' },
    });
  });

  test('talk in one breath is stopped before anything is held', () => {
    const talk = 'eric and then you know we went to the the other place that they have over there and i mean';
    const { step } = afterHearing([tell(talk)]);
    expect(step.effect).toMatchObject({ do: 'keep-story', stopped: { why: 'unlikely' } });
    expect(JSON.stringify(step)).not.toContain('other place');
  });

  test.each<[string, string[]]>([
    ['anna that dinner is at seven', ['opening:one-shot', 'one-breath:joined', 'recipient:exact']],
    ['anna dinner is at seven', ['opening:one-shot', 'one-breath:bare', 'recipient:exact']],
    ['dinner is at seven to anna', ['opening:one-shot', 'one-breath:name-last', 'recipient:exact']],
    ['anna', ['opening:one-shot', 'recipient:exact', 'commonness:rare']],
    ['dinner is at seven', ['opening:opened', 'one-breath:bare', 'content:message-3']],
    ['…', ['opening:opened']],
  ])('the story of "%s" begins with %j', (said, evidence) => {
    const [turn] = afterHearing([tell(said)]).step.conversation.story.turns;
    const pieces = turn?.evidence.map(piece => `${piece.name}:${piece.observed}`);
    expect(pieces?.slice(0, 3)).toEqual(evidence);
  });

  test('talk without a name is not kept, and what it weighs does not count', () => {
    const talk = 'and then we went over there because you know they had it and i mean it was the only one';
    const { step } = afterHearing([tell(talk)]);
    expect(step.reply.say).toEqual([{ code: 'ask-recipient' }]);
    expect(step.conversation.said).toBeUndefined();
    expect(step.conversation.story.turns[0]?.evidence.map(piece => piece.name)).toEqual([
      'opening',
      'one-breath',
    ]);
  });

  test('somebody who is named twice in one breath gets one message', () => {
    const { step } = afterHearing([tell('anna and david and david and anna that dinner is at seven')]);
    expect(step.effect).toMatchObject({ messages: [{ contact: anna }, { contact: david }] });
  });

  test('a message in one breath may have as many characters as a dictated one', () => {
    const longest = 'a'.repeat(DICTATION_LIMIT);
    expect(afterHearing([tell(`anna that ${longest}`)]).step.reply.say).not.toContainEqual({
      code: 'message-too-long',
    });
    expect(afterHearing([tell(`anna that ${longest}a`)]).step.reply.say).toEqual([
      { code: 'message-too-long' },
    ]);
  });

  test('marks without a sound are no message', () => {
    expect(afterHearing([tell('anna …')]).step.reply.say).toEqual([{ code: 'ask-message' }]);
  });
});

describe('a request in one breath while a question is open', () => {
  test.each<[string, Heard[]]>([
    ['for the recipient', [send]],
    ['for the name again', [sendTo('eric')]],
    ['for the message', [sendTo('anna')]],
  ])('a whole request to a contact starts over while the Echo asks %s', (_, heard) => {
    const { step } = afterHearing([...heard, tell('david that dinner is ready')]);
    expect(step.effect).toMatchObject({
      messages: [{ contact: david, story: { turns: [{ heard: 'tell' }] } }],
    });
  });

  test.each<[string, Heard[]]>([
    ['after a message was held', [tell('anna that dinner is at seven')]],
    ['while the Echo asks for the recipient', [send]],
  ])('a request to somebody whom nobody knows is a new one %s', (_, heard) => {
    const { step } = afterHearing([...heard, tell('kim that dinner is ready')]);
    expect(step.reply.say).toEqual([{ code: 'unknown-name', said: 'kim' }]);
    expect(step.conversation.story.turns).toHaveLength(1);
  });

  test.each<[string, Heard[]]>([
    ['after a message was held', [tell('anna that dinner is at seven')]],
    ['while the Echo asks for the recipient', [send]],
    ['while the Echo asks for the name again', [sendTo('eric')]],
  ])('what names nobody is no request %s', (_, heard) => {
    const { step } = afterHearing([...heard, tell('dinner is ready')]);
    expect([step.missed, step.effect]).toEqual([true, undefined]);
  });

  test('what names no contact is no new request while the message is asked for', () => {
    const session = aSession();
    session.hears(sendTo('anna'));
    expect(session.hears(tell('kim that dinner is ready')).reply.say).toEqual([{ code: 'empty-message' }]);
    expect(session.hears(message('Dinner is ready.')).effect).toMatchObject({
      messages: [{ contact: anna }],
    });
  });
});

describe('a platform that puts more than the name into its slot', () => {
  test('a name slot with the message in it is taken as a request in one breath', () => {
    const { step } = afterHearing([sendTo("anna saying i'm late")]);
    expect(step.effect).toMatchObject({
      do: 'hold',
      messages: [{ contact: anna }],
      content: { transcript: "i'm late" },
    });
  });

  test.each(['and then we went to anna', 'x'.repeat(20_000), 'some long talk of a room without a name'])(
    'a name slot with talk in it is not said back and not taken for a request',
    text => {
      const { step } = afterHearing([sendTo(text)]);
      expect(step.reply.say).toEqual([{ code: 'ask-recipient-again' }]);
    },
  );

  test('a message in one breath that is too long is refused with what to do', () => {
    const { step } = afterHearing([tell(`anna that ${'so '.repeat(1_000)}`)]);
    expect(step.reply).toMatchObject({
      say: [{ code: 'message-too-long' }],
      reprompt: { code: 'ask-what-to-do' },
    });
    expect(step.conversation.said).toBeUndefined();
  });
});
