import { instant } from '../core/household/instant.ts';
import type { SeenProof } from '../services/ports/documents.ts';
import {
  dictates,
  intends,
  namesAgain,
  type Said,
  sendsTo,
} from '../test/support/builders/alexa-envelopes.ts';
import { aHome, HELD } from './a-home.ts';
import { interleave, type Part, ratios, row, time } from './part.ts';

/** A held turn stores the words and the message. A third write adds a room that is new. */
const MOST_WRITES = 3;

export const turn: Part = {
  name: 'turn',
  about: 'One turn through the real skill over SQLite and files, beside one bare durable write.',
  async run({ short }) {
    const home = await aHome({ contacts: 30, links: 32 });
    const broken = new Set<string>();
    const writes: number[] = [];
    let proofs = 0;
    const aProof = (number: number): SeenProof => ({
      kind: 'proof',
      household: home.household,
      id: `${number}`,
      version: 0,
      until: instant(0),
    });
    const say =
      (said: Said, expected: string, session = {}) =>
      async () => {
        const before = home.written();
        const { took, answered } = await home.say(said, session);
        if (!answered.said.includes(expected)) broken.add(`The answer has "${expected}": ${answered.said}`);
        if (said.type === 'IntentRequest' && expected === "I'm holding it")
          writes.push(home.written() - before);
        return took;
      };
    const opens = { opens: true };
    try {
      // The room is added with the first message.
      await home.hold();
      await home.finish();
      const times = await interleave(short ? 2 : 200, {
        bare: () => time(() => home.documents.put(aProof((proofs += 1)), 0)),
        help: say(intends('AMAZON.HelpIntent'), 'send', opens),
        opening: say(sendsTo('beatrix'), 'What is the message?', opens),
        holding: say(dictates(HELD), "I'm holding it"),
        enough: say(intends('AMAZON.NoIntent'), "I'm holding it for your phone"),
        uncertain: say(sendsTo('mari'), 'full name', opens),
        again: say(namesAgain('mary'), 'name'),
        finish: () => time(() => home.finish()),
      });
      const others = { atMost: 1 };
      if (writes.some(count => count > MOST_WRITES))
        broken.add(`A turn that holds a message makes at most ${MOST_WRITES} durable writes.`);
      return {
        rows: [
          row('a bare durable write', 'ms', times.bare),
          row('a turn that holds a message', 'ms', times.holding),
          row('the same over a bare durable write', 'times', ratios(times.holding, times.bare), {
            atMost: 3,
          }),
          row('its durable writes', 'writes', writes, { atMost: MOST_WRITES }),
          row('a turn that asks for the message', 'ms', times.opening, others),
          row('a turn that asks which contact', 'ms', times.uncertain, others),
          row('a turn that hears the name again', 'ms', times.again, others),
          row('a turn that ends the conversation', 'ms', times.enough, others),
          row('a turn that asks for help', 'ms', times.help, others),
        ],
        broken: [...broken],
      };
    } finally {
      home.close();
    }
  },
};
