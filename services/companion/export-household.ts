import { strToU8, zipSync } from 'fflate';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import { kindsThat } from '../storage/document-kinds.ts';
import { loadRecording } from '../storage/stored-recording.ts';
import { SCHEMA_VERSION } from '../storage/stored-document.ts';
import type { Recordings } from '../ports/recordings.ts';

/**
 * Everything about a household in one zip archive: `household.json` with all documents, and for each message whose
 * content is still stored a folder with the audio and the transcript.
 */
export async function exportHousehold(
  { documents, recordings }: { documents: Documents; recordings: Recordings },
  household: HouseholdId,
  now: Instant,
): Promise<Uint8Array> {
  const kept = Object.fromEntries(
    await Promise.all(
      kindsThat('isExported').map(async kind => [kind, await documents.list(household, kind)] as const),
    ),
  );
  const files: Record<string, Uint8Array> = {
    'household.json': strToU8(
      JSON.stringify({ exportedAt: now, schemaVersion: SCHEMA_VERSION, household, documents: kept }, null, 2),
    ),
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
