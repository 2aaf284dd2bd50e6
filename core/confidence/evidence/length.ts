import { spokenText } from '../names/spoken.ts';
import { clipAt, defineEvidence } from './definition.ts';

/**
 * How many words the message has. People dictate a sentence; a microphone that listens to a room fills all the time
 * that it is given. How long that time is depends on the device, so the clip is low.
 */
export const length = defineEvidence({
  cases: ['word', 'short', 'sentence', 'long', 'breath'],
  clip: clipAt(1.5),
  weights: { fitted: { neverFor: ['breath'] } },
  observe: {
    'message-heard'({ transcript }) {
      const text = spokenText(transcript);
      const count = text === '' ? 0 : text.split(' ').length;
      if (count <= 1) return 'word';
      if (count <= 3) return 'short';
      if (count <= 12) return 'sentence';
      return count <= 17 ? 'long' : 'breath';
    },
  },
});
