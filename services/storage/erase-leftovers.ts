import type { Instant } from '../../core/household/instant.ts';
import { nextWork } from '../../core/message/next-work.ts';
import type { Documents } from '../ports/documents.ts';
import type { MessageKey, Recordings } from '../ports/recordings.ts';

/**
 * Call this after content was stored and its document could not be written. Erases the message's content where no document
 * will lead to it: where the message does not exist, where its content has been erased, or where erasing is due (a courier
 * may have erased it and not yet recorded that). Gives whether the message exists.
 */
export async function eraseLeftovers(
  { documents, recordings }: { documents: Documents; recordings: Recordings },
  key: MessageKey,
  now: Instant,
): Promise<boolean> {
  const message = await documents.get(key.household, 'message', key.message);
  const isUnwanted =
    !message ||
    ('erasedAt' in message && message.erasedAt !== undefined) ||
    nextWork(message, now).due === 'erase';
  if (isUnwanted) await recordings.erase(key);
  return message !== undefined;
}
