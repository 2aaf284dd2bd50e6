import { describe, expect, test } from '@jest/globals';
import type { Conversation } from '../../../core/conversation/conversation.ts';
import { parsedConversation } from '../../../core/conversation/conversation-schema.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { without } from '../../../core/household/without.ts';
import { afterHearing, launch, send, sendTo } from '../../support/builders/conversing.ts';

/** What Alexa sends back. */
const sentBack = (conversation: object): unknown => JSON.parse(JSON.stringify(conversation));
const accepts = (conversation: object): boolean =>
  parsedConversation.safeParse(sentBack(conversation)).success;
const tell: Heard = { kind: 'tell', said: 'anna that dinner is at seven' };

const OPEN: [string, Conversation][] = [
  ['nothing', afterHearing([launch]).step.conversation],
  ['the recipient', afterHearing([send]).step.conversation],
  ['the name again', afterHearing([sendTo('eric')]).step.conversation],
  ['the message', afterHearing([sendTo('anna')]).step.conversation],
  ['more', afterHearing([tell]).step.conversation],
  [
    'who else',
    afterHearing([{ kind: 'tell', said: 'kim and anna that dinner is at seven' }]).step.conversation,
  ],
];
const [, message, more] = OPEN.map(([, conversation]) => conversation).slice(2) as [
  Conversation,
  Conversation,
  Conversation,
];

describe('a conversation that Alexa sends back', () => {
  test.each(OPEN)('a conversation in which the Echo asks for %s is as it was', (_, conversation) => {
    expect(parsedConversation.parse(sentBack(conversation))).toEqual(conversation);
  });

  test.each<[string, object]>([
    ['asks for the message and has no recipient', without(message, 'recipient')],
    ['asks for more and holds nothing', without(more, 'held')],
    ['holds an empty list', { ...more, held: [] }],
    ['asks for something unknown', { ...message, asked: 'whether' }],
    ['has a further member', { ...message, further: 1 }],
    ['has counted below zero', { ...message, misses: -1 }],
    ['has counted in parts', { ...message, askedAgain: 0.5 }],
    ['has a contact whose id is a path', { ...message, alsoFor: ['../a'] }],
    [
      'has a recipient with a further member',
      { ...message, recipient: { ...message.recipient, further: 1 } },
    ],
    ['has a story with a further member', { ...message, story: { ...message.story, further: 1 } }],
    ['has a story without turns', { ...message, story: without(message.story, 'turns') }],
    ['has an unknown piece of evidence', withEvidence({ name: 'mood', observed: 'good', weight: 0 })],
    ['has an unknown case of a piece', withEvidence({ name: 'opening', observed: 'good', weight: 0 })],
    ['has a weight that is a text', withEvidence({ name: 'opening', observed: 'opened', weight: '0' })],
    [
      'has evidence with a further member',
      withEvidence({ name: 'opening', observed: 'opened', weight: 0, by: 1 }),
    ],
  ])('a conversation that %s is refused', (_, conversation) => {
    expect(accepts(conversation)).toBe(false);
  });

  test('a conversation with another weight for a known case is accepted: the model may be newer', () => {
    expect(accepts(withEvidence({ name: 'opening', observed: 'opened', weight: 0.5 }))).toBe(true);
  });
});

function withEvidence(piece: object): object {
  const [turn] = message.story.turns;
  return { ...message, story: { ...message.story, turns: [{ ...turn, evidence: [piece] }] } };
}
