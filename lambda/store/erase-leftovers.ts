import type { Documents } from './documents.ts';
import type { Owner, Recordings } from './recordings.ts';

/**
 * Erases content that no document will ever lead to: its message does not exist, or its content was erased while
 * somebody was still putting more of it. To be asked after a put whose document could not be written.
 */
export async function eraseLeftovers(
  documents: Documents,
  recordings: Recordings,
  owner: Owner,
): Promise<void> {
  const message = await documents.get(owner.household, 'message', owner.message);
  if (!message || ('erasedAt' in message && message.erasedAt !== undefined)) await recordings.erase(owner);
}
