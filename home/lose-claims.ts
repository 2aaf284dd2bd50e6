import type { Instant } from '../core/household/instant.ts';
import type { MessageId } from '../core/household/ids.ts';
import { changeMessage } from '../services/storage/change-message.ts';
import type { Documents, Key } from '../services/ports/documents.ts';

/**
 * Ends the claims of a process that ended during a delivery. The data folder is locked, so no other process can be
 * delivering at the start. A message that is `sending` becomes unknown at once, without waiting for its lease to end. If its
 * recording had not begun to leave, it is released again instead.
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
