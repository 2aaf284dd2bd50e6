import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Sha256 } from '../../core/household/bytes/sha256.ts';

/** The message that content belongs to. Together with a digest it is the key of that content in the store. */
export type MessageKey = { household: HouseholdId; message: MessageId };

/**
 * The store of content: the dictated transcript and the recording of each message, each under its digest. Content is kept
 * nowhere else. Failures of the engine are thrown, and then nothing partial is stored.
 */
export interface Recordings {
  /** Stores bytes under their digest, unless they are stored already, and gives the digest. */
  put(key: MessageKey, bytes: Uint8Array): Promise<Sha256>;
  get(key: MessageKey, digest: Sha256): Promise<Uint8Array | undefined>;
  /** Erases one content of a message. It is idempotent. */
  remove(key: MessageKey, digest: Sha256): Promise<void>;
  /** Erases everything of a message. It is idempotent. */
  erase(key: MessageKey): Promise<void>;
  /** Erases everything of a household. It is idempotent. */
  forget(household: HouseholdId): Promise<void>;
}
