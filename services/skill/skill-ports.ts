import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Recording } from '../../core/message/recording/recording.ts';
import type { Documents } from '../ports/documents.ts';
import type { LogEvent } from '../ports/log.ts';
import type { Recordings } from '../ports/recordings.ts';

/** What the skill works with: its ports, settings and functions. */
export type SkillPorts = {
  documents: Documents;
  recordings: Recordings;
  /** Gives the key that messages are sealed with. It is called when a message is held and not before: Alexa waits. */
  loadSealKey: () => Promise<Uint8Array>;
  clock: () => Instant;
  /** The household of an Alexa account. */
  householdOf: (user: string) => HouseholdId;
  /** Whether all accounts share one household, as at home: then an account that disables the skill erases nothing. */
  householdIsShared?: true;
  /** Opens a pairing and gives its code and the address of the phone app; undefined where a phone is paired. */
  offerPairing: (household: HouseholdId) => Promise<{ code: string; phone: string } | undefined>;
  /** Gives the audio of the device simulator by its reference, once. Without it, such references are ignored. */
  recorder?: { take(reference: string): Promise<Recording | undefined> };
  log: (line: { event: LogEvent; code?: string; type?: string }) => void;
};
