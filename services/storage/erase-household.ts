import type { HouseholdId } from '../../core/household/ids.ts';
import type { Message } from '../../core/message/message.ts';
import type { Documents, Kind } from '../ports/documents.ts';
import type { Recordings } from '../ports/recordings.ts';

const KINDS: readonly Kind[] = [
  'household',
  'trust',
  'pairing',
  'message',
  'stopped',
  'passkey',
  'subscription',
  'activity',
];

/**
 * Erases everything of a household and looks whether it is gone from both stores. Documents first: what is not known
 * can no longer be delivered. False where something is there all the same, written at that very moment: ask again.
 */
export async function eraseHousehold(
  { documents, recordings }: { documents: Documents; recordings: Recordings },
  household: HouseholdId,
): Promise<boolean> {
  const messages = await documents.list(household, 'message');
  await documents.forget(household);
  await recordings.forget(household);
  const documentsLeft = await Promise.all(KINDS.map(kind => documents.list(household, kind, { limit: 1 })));
  const contentLeft = await Promise.all(messages.map(message => hasContent(recordings, message)));
  return documentsLeft.every(list => list.length === 0) && !contentLeft.includes(true);
}

async function hasContent(recordings: Recordings, message: Message): Promise<boolean> {
  const owner = { household: message.household, message: message.id };
  const digests = [
    'dictation' in message ? message.dictation?.transcript : undefined,
    'recording' in message ? message.recording?.digest : undefined,
  ];
  const known = digests.filter(digest => digest !== undefined);
  const found = await Promise.all(known.map(digest => recordings.get(owner, digest)));
  return found.some(bytes => bytes !== undefined);
}
