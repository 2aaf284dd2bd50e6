import type { Match } from '../names/match-contact.ts';
import { observe, type Observation } from '../weigh.ts';

/** A voice that the platform recognised: by its sound, or by that and a PIN. */
export type Speaker = 'voice' | 'voice-and-pin';

/**
 * Whether the platform recognised who spoke. Talk in a room is mostly by people it knows too, so a known voice
 * says a little; a known voice that names a contact exactly is the one piece that may be believed at once. An
 * unknown speaker is missing evidence, not evidence against. No public data: set by hand. Range: ±1, or 6 where a
 * contact was named exactly.
 */
export function speakerEvidence(speaker: Speaker | undefined, match: Match): Observation | undefined {
  if (speaker === undefined) return undefined;
  return match.kind === 'exact'
    ? observe('speaker', 'named-exactly', 'A voice that Alexa knows named a contact exactly.')
    : observe('speaker', 'recognised', 'Alexa knows the voice.');
}
