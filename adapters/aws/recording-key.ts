import type { HouseholdId } from '../../core/household/ids.ts';
import type { Sha256 } from '../../core/household/sha256.ts';
import type { Owner } from '../../services/ports/recordings.ts';

/** The key of one content: `household/message/digest`. Throws for ids that could name another place. */
export const recordingKey = (owner: Owner, digest: Sha256): string =>
  `${messagePrefix(owner)}${named(digest)}`;

/** What the keys of a message begin with. */
export const messagePrefix = ({ household, message }: Owner): string =>
  `${householdPrefix(household)}${named(message)}/`;

/** What the keys of a household begin with. */
export const householdPrefix = (household: HouseholdId): string => `${named(household)}/`;

function named(id: string): string {
  if (!/^[0-9A-Za-z_-]+$/.test(id))
    throw new Error('An id of the recording store has characters it must not have.');
  return id;
}
