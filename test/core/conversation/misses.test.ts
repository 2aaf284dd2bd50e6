import { describe, expect, test } from '@jest/globals';
import type { Heard } from '../../../core/conversation/turn.ts';
import { after, seconds } from '../../../core/household/instant.ts';
import { aRoomId, noon } from '../../support/builders/builders.ts';
import {
  again,
  afterHearing,
  gibberish,
  launch,
  message,
  send,
  sendTo,
  holdsIn,
  storiesIn,
} from '../../support/builders/conversing.ts';

describe('turns that answer nothing', () => {
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
      expect(holdsIn(session.effects)).toEqual([]);
      expect(storiesIn(session.effects)).toEqual([
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

  test('two misses in a row while the message is asked for end the conversation', () => {
    const session = afterHearing([sendTo('anna'), gibberish]);
    expect(session.step.conversation.asked).toBe('message');
    expect(session.hears(gibberish).reply).toEqual({ say: [{ code: 'gave-up' }] });
    expect(holdsIn(session.effects)).toEqual([]);
    expect(storiesIn(session.effects)).toMatchObject([{ stopped: { why: 'not-understood' } }]);
  });
});
