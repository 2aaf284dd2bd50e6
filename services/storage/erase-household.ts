import type { HouseholdId } from '../../core/household/ids.ts';
import type { Message } from '../../core/message/message.ts';
import type { Documents } from '../ports/documents.ts';
import type { Recordings } from '../ports/recordings.ts';
import { kindsThat } from './document-kinds.ts';

/**
 * Erases everything of a household, and checks both stores. Documents go first: a message without a document cannot be
 * delivered. Gives false where something is still stored, because a request wrote it at the same time: call again.
 */
export async function eraseHousehold(
  { documents, recordings }: { documents: Documents; recordings: Recordings },
  household: HouseholdId,
): Promise<boolean> {
  const messages = await documents.list(household, 'message');
  await documents.forget(household);
  await recordings.forget(household);
  const documentsLeft = await Promise.all(
    kindsThat('isCheckedWhenErasing').map(kind => documents.list(household, kind, { limit: 1 })),
  );
  const contentLeft = await Promise.all(messages.map(message => hasContent(recordings, message)));
  return documentsLeft.every(list => list.length === 0) && !contentLeft.includes(true);
}

async function hasContent(recordings: Recordings, message: Message): Promise<boolean> {
  const key = { household: message.household, message: message.id };
  const digests = [
    'dictation' in message ? message.dictation?.transcript : undefined,
    'recording' in message ? message.recording?.digest : undefined,
  ];
  const known = digests.filter(digest => digest !== undefined);
  const found = await Promise.all(known.map(digest => recordings.get(key, digest)));
  return found.some(bytes => bytes !== undefined);
}
