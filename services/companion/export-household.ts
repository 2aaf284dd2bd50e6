import { strToU8, zipSync } from 'fflate';
import { readContactsAndSettings } from '../../core/approval/contacts-and-settings.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { inLanguage, UNDETERMINED } from '../../core/household/language.ts';
import { audioFile } from '../../core/message/recording/audio-file.ts';
import { releasedTo } from '../../core/message/list-past-messages.ts';
import { EXPORT_TEXTS } from '../../core/text/texts.ts';
import type { Documents } from '../ports/documents.ts';
import { kindsThat } from '../storage/document-kinds.ts';
import { loadRecording } from '../storage/stored-recording.ts';
import { SCHEMA_VERSION } from '../storage/stored-document.ts';
import type { Recordings } from '../ports/recordings.ts';

/**
 * Everything about a household in one zip archive: `README.txt`, `household.json` with all documents but the
 * short-lived ones (used proofs, pairing codes), and for each message whose content is still stored the audio and the
 * transcript, by names that the owner can read.
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
  const texts = inLanguage(EXPORT_TEXTS, UNDETERMINED);
  const files: Record<string, Uint8Array> = {
    'README.txt': strToU8(texts.readme),
    'household.json': strToU8(
      JSON.stringify({ exportedAt: now, schemaVersion: SCHEMA_VERSION, household, documents: kept }, null, 2),
    ),
  };
  const [messages, trusted, householdDocument] = await Promise.all([
    documents.list(household, 'message'),
    documents.get(household, 'trust', 'trust'),
    documents.get(household, 'household', 'household'),
  ]);
  const { contacts } = readContactsAndSettings(trusted?.links ?? []);
  for (const message of messages) {
    const recording = await loadRecording(recordings, message);
    if (!recording) continue;
    const [date = '', time = ''] = new Date(message.heldAt).toISOString().split(/[T.]/);
    const name = texts.recording({
      date,
      time: time.replaceAll(':', '-'),
      room: householdDocument?.rooms.find(({ id }) => id === message.room)?.name ?? texts.unknownRoom,
      contact:
        contacts.find(({ id }) => id === (releasedTo(message) ?? message.contact))?.name ??
        texts.unknownContact,
    });
    const path = unusedPath(`recordings/${asFileName(name)}`, files);
    files[path + audioFile(recording.mediaType).name.replace(/^[^.]*/, '')] = recording.audio;
    if (recording.transcript !== undefined) files[`${path}.txt`] = strToU8(recording.transcript);
  }
  return zipSync(files, { level: 6 });
}

/** A name that every file system takes: none of the signs that Windows reserves, and no control. */
const asFileName = (name: string): string => name.replace(/[\\/:*?"<>|\p{C}\s]+/gu, ' ').trim();

/** The path, with a number where two messages were held in the same second. */
function unusedPath(path: string, files: Readonly<Record<string, Uint8Array>>): string {
  const isUsed = (one: string) => Object.keys(files).some(file => file.startsWith(`${one}.`));
  for (let number = 2, one = path; ; number++) {
    if (!isUsed(one)) return one;
    one = `${path} (${number})`;
  }
}
