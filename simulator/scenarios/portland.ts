import type { Line, Scenario } from './scenario.ts';

/**
 * The incident of May 2018, as Amazon described it: the Echo woke to a word that sounded like "Alexa", took the talk in
 * the room for "send message", asked "To whom?", took more talk for a contact's name, asked "[name], right?" and took
 * yet more talk for "right".
 *
 * The family's words were never published, except that they were about hardwood floors: these are made up. What the
 * platform misheard is written down with each line and goes into the envelopes as it is, because the recognition of
 * typed words would not make such mistakes. The scenario makes the accident easier than it was: a custom skill would
 * also have to hear its invocation name.
 */
export const portland: Scenario = {
  name: 'portland',
  title: 'Portland, May 2018',
  about:
    'The incident as Amazon described it: four checks, each answered by chance, and a recording was sent.',
  lesson: 'In 2018 a recording was sent at this point.',
  ends: 'stopped',
  next: line => LINES[line],
};

const LINES: readonly Line[] = [
  { said: 'Ask Alexis to open a second one, yes?', takenFor: 'open second yes' },
  { said: "and we'd send the mess out through the garage", takenFor: 'send a message' },
  {
    said: "I'd still go with a dark stain on the hardwood",
    takenFor: { name: 'dark', forced: true },
  },
  { said: 'right, and then two coats of varnish', takenFor: { name: 'right', forced: false } },
  // The incident ended here. What follows is said only to a skill that still asks.
  { said: 'the skirting has to come off first', takenFor: { name: 'skirting', forced: false } },
  { said: 'it took us a weekend in the bedroom', takenFor: { name: 'a weekend', forced: false } },
  { said: 'yeah, we could rent the sander again', takenFor: { name: 'yeah', forced: false } },
];
