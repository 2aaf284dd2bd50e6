import { assess } from '../core/confidence/assess.ts';
import { observe } from '../core/confidence/evidence/registry.ts';
import { committedModel } from '../core/confidence/model.ts';
import { type Conversation, newConversation } from '../core/conversation/conversation.ts';
import type { Household } from '../core/conversation/household.ts';
import { respond } from '../core/conversation/respond.ts';
import type { Heard, Turn } from '../core/conversation/turn.ts';
import type { ContactId, ConversationId, HouseholdId, RoomId } from '../core/household/ids.ts';
import { instant } from '../core/household/instant.ts';
import { languageOf } from '../core/household/language.ts';
import { defaultSettings } from '../core/household/settings.ts';
import { HEARD, namesOf } from './names.ts';
import { interleave, type Part, perCall, row } from './part.ts';

const CONTENTS = [
  "i'm running a little late but i should be there by seven",
  'and then you know we went to the the other place that they have over there and i do not know what it was',
  'happy birthday',
];
const REACH = { atMost: 20 };

const household: Household = {
  id: 'bench' as HouseholdId,
  contacts: namesOf(30).map(name => ({ id: name as ContactId, name, nicknames: [], addresses: [] })),
  settings: defaultSettings,
  paired: true,
  rooms: [],
  endings: [],
  waiting: [],
};
const turn = (heard: Heard): Turn => ({
  at: instant(0),
  requestId: 'request',
  room: 'room' as RoomId,
  language: languageOf('en-US'),
  opensSession: true,
  heard,
});
const fresh = newConversation('bench' as ConversationId);
const recipient = { contact: 'Mary' as ContactId, heard: 'itself' } as const;
const turns = HEARD.map(text => turn({ kind: 'send', name: { text, resolved: [] } }));
const answerTurn = (conversation: Conversation) => (call: number) =>
  respond(turns[call % turns.length] as Turn, conversation, household);

/** The handler of the message also makes an id by a digest, which is no part of the assessment, so it is not timed. */
function assessContent(call: number) {
  const transcript = CONTENTS[call % CONTENTS.length] as string;
  const at = { at: instant(0), asked: 'message', heard: 'send' } as const;
  const observed = observe('message-heard', { transcript, contentWeights: committedModel.content });
  return assess(fresh.story, at, observed);
}

export const confidence: Part = {
  name: 'confidence',
  about: 'One assessment after a turn: names, all evidence, the sum and the test, by the real handlers.',
  async run({ short }) {
    const [rounds, calls] = short ? [2, 200] : [30, 5_000];
    const times = await interleave(rounds, {
      'a name': perCall(calls, answerTurn({ ...fresh, asked: 'recipient' })),
      'the name again': perCall(calls, answerTurn({ ...fresh, recipient, asked: 'name-again' })),
      'the message': perCall(calls, assessContent),
    });
    const { verdict } = assessContent(1);
    return {
      rows: Object.entries(times).map(([what, values]) => row(what, 'µs', values, REACH)),
      broken: verdict === 'sure' ? ['Talk is taken for a message without doubt.'] : [],
    };
  },
};
