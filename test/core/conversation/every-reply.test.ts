import { beforeAll, expect, test } from '@jest/globals';
import type { Conversation } from '../../../core/conversation/conversation.ts';
import { newConversation } from '../../../core/conversation/conversation.ts';
import type { Household } from '../../../core/conversation/household.ts';
import { respond } from '../../../core/conversation/respond.ts';
import type { Reply } from '../../../core/conversation/reply.ts';
import { type Screen, screenOf } from '../../../core/conversation/screen.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { conversationIdOf, type PhoneId } from '../../../core/household/ids.ts';
import { after, minutes, seconds } from '../../../core/household/instant.ts';
import { without } from '../../../core/household/without.ts';
import { languageOf } from '../../../core/household/language.ts';
import { replies } from '../../../core/text/en/replies.ts';
import { renderReply } from '../../../core/text/replies.ts';
import { renderScreen } from '../../../core/text/screens.ts';
import { aMessageId, aRoomId, noon } from '../../support/builders/builders.ts';
import {
  aContactNamed,
  aHouseholdWith,
  again,
  message,
  name,
  send,
  sendTo,
} from '../../support/builders/conversing.ts';
import { brokenInSpeech } from '../../support/session-rules.ts';

const language = languageOf('en-US');
const TALK = 'and then we went over there because you know they had it and i mean it was the only one';

const HEARD: Heard[] = [
  ...(
    [
      'launch',
      'discard',
      'count-waiting',
      'delivery-status',
      'explain',
      'pair-phone',
      'add-contact',
      'repeat',
      'help',
      'stop',
      'cancel',
      'yes',
      'no',
      'not-understood',
    ] as const
  ).map(kind => ({ kind })),
  { kind: 'discard', messages: [aMessageId('answered')] },
  send,
  sendTo('anna'),
  sendTo('quarterback'),
  name('eric'),
  name('erica'),
  again('quarterback'),
  message('Dinner is at seven.'),
  message(''),
  message('x'.repeat(2_001)),
  message('приходи at 7'),
  message(TALK),
  { kind: 'tell', said: 'anna that dinner is at seven' },
  { kind: 'tell', said: 'anna and david that dinner is at seven' },
  { kind: 'tell', said: 'anna and zebulon that dinner is at seven' },
  { kind: 'tell', said: 'david and anna that dinner is at seven' },
  { kind: 'tell', said: `anna that ${'x'.repeat(2_001)}` },
  { kind: 'audio', reference: 'audio-1' },
  { kind: 'add', transcript: 'bring bread' },
  { kind: 'add', transcript: '' },
  { kind: 'add', transcript: TALK },
  { kind: 'session-ended', silent: true },
];

const room = { id: aRoomId(), name: 'Kitchen' };
const waitingHere = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: aMessageId(`waiting-${at}`),
    room: room.id,
    holdUntil: after(noon, minutes(60)),
  }));
const heldAt = (count: number, was: 'open' | 'accident'): Household['endings'] =>
  Array.from({ length: count }, () => ({ at: noon, room: room.id, was, heldAt: noon }));
const states = ['rendering', 'released', 'delivered', 'discarded', 'expired', 'failed', 'unknown'] as const;

const HOUSEHOLDS: Household[] = [
  aHouseholdWith(),
  aHouseholdWith({ paired: false }),
  aHouseholdWith({ contacts: [] }),
  aHouseholdWith({
    contacts: [aContactNamed('Anna Berg'), aContactNamed('Anna Stein'), aContactNamed('David Stone')],
  }),
  aHouseholdWith({ rooms: [{ ...room, pausedAt: noon }] }),
  aHouseholdWith({ rooms: [{ ...room, pausedAt: noon, pausedBy: 'a-phone' as PhoneId }] }),
  aHouseholdWith({ messages: [aMessageId()], waiting: waitingHere(1) }),
  aHouseholdWith({ waiting: waitingHere(40) }),
  aHouseholdWith({ endings: heldAt(40, 'open') }),
  ...states.map(state =>
    aHouseholdWith({ pastMessages: [{ contact: aContactNamed('Anna Berg').id, heldAt: noon, state }] }),
  ),
];

/** How many turns of a conversation are walked. What a turn leads to again is walked once. */
const DEPTH = 5;

/** A reply that can be reached, with the screen beside it and what was heard for it. */
type Reached = { reply: Reply; screen: Screen; heard: string[] };

function* everyReply(): Generator<Reached> {
  for (const household of HOUSEHOLDS) {
    const seen = new Set<string>();
    let open: { conversation: Conversation; heard: string[] }[] = [
      { conversation: newConversation(conversationIdOf(noon, 'session')), heard: [] },
    ];
    for (let depth = 1; depth <= DEPTH; depth += 1) {
      const next: typeof open = [];
      for (const { conversation, heard: before } of open)
        for (const one of HEARD) {
          const at = after(noon, seconds(10 * depth));
          const turn = {
            at,
            requestId: `r${depth}`,
            room: room.id,
            language,
            opensSession: depth === 1,
            heard: one,
          };
          const step = respond(turn, conversation, household);
          const heard = [...before, JSON.stringify(one).slice(0, 60)];
          for (const outcome of [step, ...(step.effect ? [step.ifEffectFails] : [])]) {
            const screen = screenOf(outcome, { turn, household, effect: step.effect });
            if (outcome.reply.say.length > 0) yield { reply: outcome.reply, screen, heard };
            const known = without(outcome.conversation, 'story');
            const key = JSON.stringify({ ...known, held: known.held?.length });
            if (outcome.reply.reprompt === undefined || seen.has(key)) continue;
            seen.add(key);
            next.push({ conversation: outcome.conversation, heard });
          }
        }
      open = next;
    }
  }
}

let reached: Reached[];
beforeAll(() => {
  reached = [...everyReply()];
});

test('every reply that asks ends with a question, and every other one closes the session and asks for nothing', () => {
  const broken = new Map<string, string[]>();
  const codes = new Set<string>();
  for (const { reply, heard } of reached) {
    const { say: said, reprompt } = renderReply(reply, language);
    for (const part of [...reply.say, ...(reply.reprompt ? [reply.reprompt] : [])]) codes.add(part.code);
    for (const rule of brokenInSpeech({ said, again: reprompt, isOpen: reprompt !== undefined }))
      broken.set(rule, heard);
  }
  expect(Object.fromEntries(broken)).toEqual({});
  // The card is no reply, and that a household could not be loaded is said before any handler.
  const all = Object.keys(replies).filter(code => code !== 'pairingCard' && code !== 'household-not-loaded');
  expect(all.filter(code => !codes.has(code))).toEqual([]);
});

/** What stands in the names of the contacts, in what is said and in its unknown names. */
const SAID_OR_NAMED =
  /anna|berg|stein|david|stone|eric|miller|quarterback|zebulon|dinner|seven|bread|over there|xx/i;

test('every reply has a screen with something to read, and with no name and no word of a message', () => {
  const kinds = new Set<string>();
  const wrong = new Map<string, string[]>();
  for (const { screen, heard } of reached) {
    kinds.add(screen.show);
    const { title = '', lines, hints } = renderScreen(screen, language);
    const shown = [title, ...lines, ...hints].join(' ');
    if (!/\w/.test(shown) || SAID_OR_NAMED.test(shown)) wrong.set(shown, heard);
  }
  expect(Object.fromEntries(wrong)).toEqual({});
  expect([...kinds].toSorted()).toEqual(['held', 'note', 'pairing', 'question', 'stopped']);
});
