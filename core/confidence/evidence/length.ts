import { said } from '../names/spoken.ts';
import { observe, type Observation } from '../weigh.ts';

/**
 * How long the message is. People dictate a sentence; a microphone that listens to a room fills the whole breath
 * that it is given. How long an accident's window is depends on the device, so this is clipped low. Missing for a
 * recording without words. Range: ±1.5.
 */
export function lengthEvidence(words: string): Observation {
  const text = said(words);
  const count = text === '' ? 0 : text.split(' ').length;
  if (count <= 1) return observe('length', 'word', 'The message is a single word.');
  if (count <= 3) return observe('length', 'short', 'The message is very short.');
  if (count <= 12) return observe('length', 'sentence', 'The message is about as long as messages are.');
  return count <= 17
    ? observe('length', 'long', 'The message is longer than most.')
    : observe('length', 'breath', 'The message fills all the time there was, as talk in a room does.');
}
