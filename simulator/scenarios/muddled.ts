import type { Asked } from '../../core/confidence/story.ts';
import type { Line, Scenario } from './scenario.ts';

/** A genuine request in a loud kitchen: the name comes through as another word, and has to be said once more. */
export const muddled: Scenario = {
  name: 'muddled',
  title: 'A muddled request',
  about: 'A real request over the noise of the kitchen. The name is asked for again, and then it is clear.',
  lesson: 'One more question made it clear. It is held, and leaves only after a yes on the phone.',
  ends: 'held',
  next(line, asked) {
    if (line < LINES.length) return LINES[line];
    const said = line < PATIENCE ? ANSWERS[asked] : undefined;
    return said === undefined ? undefined : { said, takenFor: 'what was said' };
  },
};

const LINES: readonly Line[] = [
  { said: 'Alexa, open Second Yes', takenFor: 'what was said' },
  { said: 'send a message', takenFor: 'what was said' },
  { said: 'to Mark – no, the big pan, that one', takenFor: { name: 'park', forced: false } },
];
const ANSWERS: Partial<Record<Asked, string>> = {
  recipient: 'to Mark',
  'name-again': 'Mark',
  message: 'We are running late, please start the rice without us.',
};
/** Nobody answers questions for ever. */
const PATIENCE = 10;
