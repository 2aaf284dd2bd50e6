import { strToU8, zipSync } from 'fflate';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents, Kind } from '../ports/documents.ts';
import { loadRecording } from '../storage/load-recording.ts';
import type { Recordings } from '../ports/recordings.ts';

/** What an export holds; one-time codes and used proofs are no data of the owner's. */
const KINDS = [
  'household',
  'trust',
  'message',
  'stopped',
  'passkey',
  'subscription',
  'activity',
] as const satisfies Kind[];

/**
 * Everything about a household in one zip archive: `household.json` with all documents as they are stored, and for
 * each message whose content is still there a folder with the audio and the words.
 */
export async function exportHousehold(
  { documents, recordings }: { documents: Documents; recordings: Recordings },
  household: HouseholdId,
  now: Instant,
): Promise<Uint8Array> {
  const kept = Object.fromEntries(
    await Promise.all(KINDS.map(async kind => [kind, await documents.list(household, kind)] as const)),
  );
  const files: Record<string, Uint8Array> = {
    'household.json': strToU8(JSON.stringify({ exportedAt: now, household, documents: kept }, null, 2)),
  };
  for (const message of await documents.list(household, 'message')) {
    const recording = await loadRecording(recordings, message);
    if (!recording) continue;
    const ending = recording.mediaType.split(/[/;]/)[1] ?? 'bin';
    files[`recordings/${message.id}/message.${ending}`] = recording.audio;
    if (recording.transcript !== undefined)
      files[`recordings/${message.id}/words.txt`] = strToU8(recording.transcript);
  }
  return zipSync(files, { level: 6 });
}
