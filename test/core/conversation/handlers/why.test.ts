import { describe, expect, test } from '@jest/globals';
import { languageOf } from '../../../../core/household/language.ts';
import type { Heard } from '../../../../core/conversation/turn.ts';
import { aRoomId, noon } from '../../../support/builders/builders.ts';
import {
  again,
  afterHearing,
  aHouseholdWith,
  launch,
  message,
  name,
  send,
  sendTo,
} from '../../../support/builders/conversing.ts';

const why: Heard = { kind: 'explain' };
const story = (observed: 'talk-2' | 'talk-3') => ({
  model: 'test',
  language: languageOf('en-US'),
  prior: 0,
  turns: [
    {
      at: noon,
      asked: 'message' as const,
      heard: 'send' as const,
      logOdds: -2,
      evidence: [{ name: 'content' as const, observed, weight: -2 }],
    },
  ],
});

describe('"why did you do that"', () => {
  test('"why" gives the two pieces of evidence that weighed most in this conversation', () => {
    const { step } = afterHearing([launch, sendTo('anna'), message('Dinner is at seven.'), why]);
    const exact = expect.objectContaining({ name: 'recipient', observed: 'exact' });
    const clear = expect.objectContaining({ name: 'content', observed: 'message-3' });
    expect(step.reply.say[0]).toEqual({ code: 'because', evidence: [exact, clear] });
  });

  test('"why" asks the open question again', () => {
    const { step } = afterHearing([sendTo('eric'), why]);
    expect(step.conversation.asked).toBe('name-again');
    expect(step.reply.reprompt).toEqual({ code: 'ask-name-again' });
    expect(step.reply.say).toContainEqual({ code: 'ask-name-again' });
  });

  test('"why" leaves the held message held', () => {
    const { step } = afterHearing([sendTo('anna'), message('Dinner is at seven.'), why]);
    expect(step.conversation).toMatchObject({ asked: 'more' });
    expect(step.conversation.held).toBeDefined();
    expect(step.effect).toBeUndefined();
  });

  test('"why" in a new session explains the last conversation of this room', () => {
    const stories = [
      { at: noon, room: aRoomId('room-attic'), story: story('talk-2') },
      { at: noon, room: aRoomId(), story: story('talk-3') },
    ];
    expect(afterHearing([why], aHouseholdWith({ stories })).step.reply).toEqual({
      say: [{ code: 'because', evidence: [{ name: 'content', observed: 'talk-3', weight: -2 }] }],
    });
  });

  test('"why" says so if there is nothing to explain', () => {
    expect(afterHearing([why]).step.reply).toEqual({ say: [{ code: 'nothing-to-explain' }] });
  });

  test('"why" never says what was heard', () => {
    const { session } = {
      session: afterHearing([sendTo('eric'), again('erica'), message('zyzzyva at noon'), why]),
    };
    expect(JSON.stringify(session.step.reply).toLowerCase()).not.toMatch(/eric|zyzzyva/);
  });
});

describe('a household that learns', () => {
  test('the past of a room is weighed once in a conversation, and that of a contact when it is named', () => {
    const [anna] = aHouseholdWith().contacts;
    if (!anna) throw new Error('no contact');
    const pastAnswers = {
      contacts: new Map([[anna.id, { meant: 0, notMeant: 3 }]]),
      rooms: new Map([[aRoomId(), { meant: 5, notMeant: 0 }]]),
    };
    const session = afterHearing(
      [launch, send, name('quarterback'), name('anna')],
      aHouseholdWith({ pastAnswers }),
    );
    const seen = session
      .conversation()
      .story.turns.flatMap(({ evidence }) =>
        evidence.map(({ name: one, observed }) => `${one}: ${observed}`),
      );
    expect(seen.filter(one => one === 'room-history: mostly-meant')).toHaveLength(1);
    expect(seen).toContain('contact-history: mostly-not-meant');
  });
});
