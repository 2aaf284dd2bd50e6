import type { Instant } from '../core/household/instant.ts';
import type { MessageId } from '../core/household/ids.ts';
import { changeMessage } from '../services/storage/change-message.ts';
import type { Documents, Key } from '../services/ports/documents.ts';

/**
 * Gives up the claims of a process that ended midway. The data folder is locked, so at start nobody else can be
 * delivering: what is `sending` now is unknown, and its owner need not wait for the lease to learn it.
 */
export async function loseClaims(
  documents: Documents & { unfinished(): Key[] },
  now: Instant,
): Promise<void> {
  for (const { household, id } of documents.unfinished()) {
    const message = await documents.get(household, 'message', id);
    if (message?.state === 'sending')
      await changeMessage(documents, {
        household,
        id: id as MessageId,
        command: { do: 'lose-claim' },
        now,
      });
  }
}
