import { expandGrammar, type Rules } from '../grammar.ts';

/** The parts of English sentences that several grammars share. */
const RULES: Rules = {
  polite: `please | (can | could | would | will) you [please] | i (want | need) [you] to | i would like [you] to
    | i'd like [you] to`,
};

/**
 * A request in one breath, with the name and the message behind a carrier. Alexa does not take it apart: a slot for free
 * speech must be the only slot of its sample. So the skill does.
 */
export const tell: string[] = [
  `[<polite>] (
    tell | let | ask | remind | text | message | imessage | email | e mail | mail | contact | ping | inform | notify
    | warn | alert | wish | respond to | reply to | write to | get back to | communicate to
    | send | send out | shoot | drop | fire off | write | leave | record | dictate | type | compose | draft | create
    | make | begin | start | get | give | pass | pass on | relay | say | reply | respond | answer | forward
  ) {said}`,
  'let me (tell | text | message) {said}',
  '[a] [text | voice] (message | note) (to | for) {said}',
].flatMap(grammar => expandGrammar(grammar, RULES));
