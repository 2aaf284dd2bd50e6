import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Sha256 } from '../../core/household/sha256.ts';

/** Whose content: one message of one household. */
export type Owner = { household: HouseholdId; message: MessageId };

/**
 * Where content is kept: the dictated words and the recording of each message, each under its digest, and nowhere else.
 * Failures of the engine are thrown; then nothing partial is left under the key.
 */
export interface Recordings {
  /** Puts bytes only if their digest is not there yet, and gives the digest. */
  put(owner: Owner, bytes: Uint8Array): Promise<Sha256>;
  get(owner: Owner, digest: Sha256): Promise<Uint8Array | undefined>;
  /** Erases everything of a message. Erasing what is gone is done. */
  erase(owner: Owner): Promise<void>;
  /** Erases everything of a household. */
  forget(household: HouseholdId): Promise<void>;
}
