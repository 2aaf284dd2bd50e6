import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Recording } from '../../core/message/recording.ts';
import type { Documents } from '../ports/documents.ts';
import type { Recordings } from '../ports/recordings.ts';

/** What the skill works with. */
export type SkillParts = {
  documents: Documents;
  recordings: Recordings;
  clock: () => Instant;
  /** Whose house an Alexa account speaks for. */
  householdOf: (user: string) => HouseholdId;
  /** Opens a pairing; undefined where a phone is paired. Where to open the phone app comes with the code. */
  offerPairing: (household: HouseholdId) => Promise<{ code: string; phone: string } | undefined>;
  /** The home host's own device: gives the audio behind a reference, once. */
  recorder?: { take(reference: string): Promise<Recording | undefined> };
  /** Every other skill's requests are refused. Without it the caller must have verified the skill already. */
  skillId?: string;
  log: (line: { event: string; code?: string }) => void;
};
