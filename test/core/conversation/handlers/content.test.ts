import { describe, expect, test } from '@jest/globals';
import { defaultSettings } from '../../../../core/household/settings.ts';
import { requiredFriction } from '../../../../core/confidence/required-friction.ts';
import { DICTATION_LIMIT } from '../../../../core/conversation/hold.ts';
import {
  aContactNamed,
  afterHearing,
  launch,
  message,
  sendTo,
  holdsIn,
  storiesIn,
} from '../../../support/builders/conversing.ts';

describe('what was dictated', () => {
  const talk =
    'and then we went over there because you know they had it and i mean it was the only one that they';

  test('dictation that is long and reads like talk in the room is not kept', () => {
    const { step, effects } = afterHearing([launch, sendTo('anna'), message(talk)]);
    expect(step.reply).toEqual({ say: [{ code: 'stopped' }] });
    expect(holdsIn(effects)).toEqual([]);
    expect(storiesIn(effects)).toMatchObject([{ stopped: { why: 'unlikely' } }]);
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
    expect(holdsIn(effects)).toHaveLength(1);
  });
});

describe('audio as the message', () => {
  test('a recorded message is held with the reference to its audio', () => {
    const { step } = afterHearing([sendTo('anna'), { kind: 'audio', reference: 'audio-1' }]);
    expect(step.effect).toMatchObject({ do: 'hold', content: { audio: 'audio-1' } });
    // Words can be added to text only.
    expect(step.reply).toEqual({ say: [{ code: 'held' }] });
  });

  test('audio without a transcript is not weighed', () => {
    const { conversation } = afterHearing([sendTo('anna'), { kind: 'audio', reference: 'audio-1' }]);
    expect(conversation().story.turns.at(-1)?.evidence).toEqual([]);
  });
});

describe('a correction instead of the message', () => {
  test('a nickname corrects the recipient too', () => {
    const { step } = afterHearing([sendTo('david'), message('no, sis')]);
    expect(step.conversation.recipient?.contact).toBe(aContactNamed('Anna Berg').id);
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
});
