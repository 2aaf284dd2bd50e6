import type { HeardName } from '../names/match-contact.ts';
import { said, spokenName } from '../names/spoken.ts';
import { observe, type Observation } from '../weigh.ts';

/** A name has at most about three words; more than this many around it are talk. */
const NAME_WORDS = 3;

/**
 * The words around the name, where the platform passes them on: "to Anna, please" is how one answers "To whom?";
 * a name in the middle of a sentence is talk. Platforms mostly strip them, so this is often missing; its weights
 * are set by hand. Range: ±1.
 */
export function aroundEvidence({ text }: HeardName): Observation | undefined {
  const all = said(text);
  const name = spokenName(text);
  if (name.split(' ').length > NAME_WORDS)
    return observe('around', 'talk-like', 'The name came in the middle of other words.');
  return name !== '' && name !== all
    ? observe('around', 'request-like', 'The words around the name are those of a request.')
    : undefined;
}
