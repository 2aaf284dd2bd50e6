import type { Asked } from '../../core/confidence/story.ts';
import type { Scenario } from './scenario.ts';

/** A genuine request: one sentence, then the answer to whatever is asked. */
export const anna: Scenario = {
  name: 'anna',
  title: 'A clear request',
  about: 'One sentence with the name in it, and a message. Nothing more is asked aloud.',
  lesson: 'It is held. It leaves only after a yes on the phone.',
  ends: 'held',
  next(line, asked) {
    const said = line === 0 ? OPENING : line < PATIENCE ? ANSWERS[asked] : undefined;
    return said === undefined ? undefined : { said, takenFor: 'what was said' };
  },
};

const OPENING = 'Alexa, tell Second Yes to send a message to Anna';
const ANSWERS: Partial<Record<Asked, string>> = {
  recipient: 'to Anna',
  'name-again': 'Anna',
  message: 'Dinner is at seven. Bring the blue bowl, please.',
};
/** Nobody answers questions for ever. */
const PATIENCE = 8;
