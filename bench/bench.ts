import { assess } from '../core/confidence/assess.ts';
import { observe } from '../core/confidence/evidence/registry.ts';
import { languageOf } from '../core/household/language.ts';
import { committedModel } from '../core/confidence/model.ts';
import { type Conversation, newConversation } from '../core/conversation/conversation.ts';
import { respond } from '../core/conversation/respond.ts';
import type { Heard, Turn } from '../core/conversation/turn.ts';
import { understandUtterance } from '../core/conversation/understanding/understand-utterance.ts';
import type { Household } from '../core/conversation/household.ts';
import type { ContactId, ConversationId, HouseholdId, RoomId } from '../core/household/ids.ts';
import { instant } from '../core/household/instant.ts';
import { defaultSettings } from '../core/household/settings.ts';

/** An address book of the usual size, with names that are easily confused. */
const NAMES =
  'Anna Hannah Mary Marie Erin Aaron David Tim Jim Kim Christopher Christine Linda Lynn Karen Carol Mark Marcus John Joan Robert Roberta Susan Suzanne Daniel Danielle Steven Stephanie Paul Paula'.split(
    ' ',
  );
/** Names as they are heard: exact, misheard, and no contact's. */
const HEARD = ['mary', 'very', 'christopher', 'lynda', 'mork', 'danielle', 'something', 'susan', 'steffany'];
const CONTENTS = [
  "i'm running a little late but i should be there by seven",
  'and then you know we went to the the other place that they have over there and i do not know what it was',
  'happy birthday',
];
const ROUNDS = 100_000;
/** Requests in one breath, as the platform hands them over. */
const UTTERANCES = [
  "mary that i'm running a little late but i should be there by seven",
  'a message to christopher and ask if he wants pizza',
  'happy birthday to danielle',
  'and then you know we went to the the other place that they have over there and i do not know what',
];
/** Each is a contact with a first name of its own. */
const HUNDRED = Array.from(
  { length: 100 },
  (_, i) => `${NAMES[i % NAMES.length]} ${NAMES[(i * 7 + 3) % NAMES.length]} ${i}`,
);

/** The time of one assessment after a turn: matching, all evidence, the sum and the test, by the real handlers. */
const household: Household = {
  id: 'bench' as HouseholdId,
  contacts: NAMES.map(name => ({ id: name as ContactId, name, nicknames: [], addresses: [] })),
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
const turns: Record<string, [Conversation, Turn[]]> = {
  name: [
    { ...fresh, asked: 'recipient' },
    HEARD.map(text => turn({ kind: 'send', name: { text, resolved: [] } })),
  ],
  'name again': [
    { ...fresh, recipient, asked: 'name-again' },
    HEARD.map(text => turn({ kind: 'send', name: { text, resolved: [] } })),
  ],
};

/** The handler of the message also makes an id by a digest, which is no part of the assessment, so it is not timed. */
const assessContent = (round: number) => {
  const transcript = CONTENTS[round % CONTENTS.length] as string;
  const at = { at: instant(0), asked: 'message' as const, heard: 'send' as const };
  return assess(
    fresh.story,
    at,
    observe('message-heard', { transcript, contentWeights: committedModel.content }),
  );
};

const hundred = {
  contacts: HUNDRED.map(name => ({ id: name as ContactId, name, nicknames: [], addresses: [] })),
  talk: committedModel.talk,
};

const timed: Record<string, (round: number) => unknown> = {
  ...Object.fromEntries(
    Object.entries(turns).map(([name, [conversation, heard]]) => [
      name,
      (round: number) => respond(heard[round % heard.length] as Turn, conversation, household),
    ]),
  ),
  message: assessContent,
  utterance: (round: number) => understandUtterance(UTTERANCES[round % UTTERANCES.length] as string, hundred),
};

const figures = Object.fromEntries(
  Object.entries(timed).map(([name, assessOnce]) => {
    for (let round = 0; round < ROUNDS / 10; round += 1) assessOnce(round);
    const began = performance.now();
    for (let round = 0; round < ROUNDS; round += 1) assessOnce(round);
    return [name, Number((((performance.now() - began) * 1_000) / ROUNDS).toFixed(2))];
  }),
);
if (process.argv.includes('--json')) console.log(JSON.stringify({ assessmentMicroseconds: figures }));
else for (const [name, took] of Object.entries(figures)) console.log(`${name.padEnd(12)} ${took} µs a turn`);
