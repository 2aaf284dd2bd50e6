import type { Instant } from '../../core/household/instant.ts';
import { nextWork } from '../../core/message/next-work.ts';
import type { Documents } from '../ports/documents.ts';
import type { Owner, Recordings } from '../ports/recordings.ts';

/**
 * Erases content that no document will ever lead to: its message does not exist, or its content was erased while
 * somebody was still putting more of it, or is due for erasing: a courier may have erased already and not yet
 * recorded it. To be asked after a put whose document could not be written. True where the message exists.
 */
export async function eraseLeftovers(
  documents: Documents,
  recordings: Recordings,
  owner: Owner,
  now: Instant,
): Promise<boolean> {
  const message = await documents.get(owner.household, 'message', owner.message);
  const unwanted =
    !message ||
    ('erasedAt' in message && message.erasedAt !== undefined) ||
    nextWork(message, now).due === 'erase';
  if (unwanted) await recordings.erase(owner);
  return message !== undefined;
}
