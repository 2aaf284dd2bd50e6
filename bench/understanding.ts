import { committedModel } from '../core/confidence/model.ts';
import { requestWordsIn } from '../core/conversation/understanding/request-words.ts';
import { understandUtterance } from '../core/conversation/understanding/understand-utterance.ts';
import type { ContactId } from '../core/household/ids.ts';
import { languageOf } from '../core/household/language.ts';
import { namesOf } from './names.ts';
import { interleave, type Part, perCall, row } from './part.ts';

/** Requests in one breath, as the platform hands them over. */
const UTTERANCES = [
  "mary that i'm running a little late but i should be there by seven",
  'a message to christopher and ask if he wants pizza',
  'happy birthday to danielle',
  'and then you know we went to the the other place that they have over there and i do not know what',
];
const REACH = { atMost: 1_000 };

const understandWith = (count: number) => {
  const contacts = namesOf(count).map(name => ({
    id: name as ContactId,
    name,
    nicknames: [],
    addresses: [],
  }));
  return (call: number) =>
    understandUtterance(UTTERANCES[call % UTTERANCES.length] as string, {
      contacts,
      talk: committedModel.talk,
      requestWords: requestWordsIn(languageOf('en-US')),
    });
};

export const understanding: Part = {
  name: 'understanding',
  about: 'One utterance taken apart into recipients and content.',
  async run({ short }) {
    const [rounds, calls] = short ? [2, 20] : [30, 500];
    const times = await interleave(rounds, {
      'with 30 contacts': perCall(calls, understandWith(30)),
      'with 100 contacts': perCall(calls, understandWith(100)),
      'with 600 contacts': perCall(calls, understandWith(600)),
    });
    const understood = understandWith(30)(0);
    return {
      rows: Object.entries(times).map(([what, values]) => row(what, 'µs', values, REACH)),
      broken: JSON.stringify(understood).includes('Mary')
        ? []
        : ['"mary that …" is not understood as for Mary.'],
    };
  },
};
