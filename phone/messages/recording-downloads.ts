import type { MessageView } from '../../core/api/views.ts';
import type { Sha256 } from '../../core/household/sha256.ts';
import type { Api } from '../session/api-client.ts';
import { checkRecording, type CheckedRecording } from './check-recording.ts';
import type { Problem } from '../session/problem.ts';

/** A download. `changed`: it is not the recording of the message. */
export type Download = { got: CheckedRecording } | { problem: Problem } | { changed: true };

/** How many recordings stay in memory. */
const MAX_CACHED = 8;

/** Downloads recordings with their transcripts and checks their digests. Checked recordings are cached. */
export function createDownloader(api: Api): (view: MessageView) => Promise<Download> {
  const checked = new Map<Sha256, CheckedRecording>();
  return async view => {
    const { recording } = view;
    if (!recording) return { problem: { code: 'no-recording', title: '' } };
    const kept = checked.get(recording.digest);
    if (kept) return { got: kept };
    const answered = await api.form(`/messages/${view.id}/recording`);
    if ('problem' in answered) return answered;
    const [audio, transcript] = await Promise.all(
      ['audio', 'words'].map(part => bytesOf(answered.got.get(part))),
    );
    const fits =
      audio && checkRecording(recording, audio, transcript && new TextDecoder().decode(transcript));
    if (!fits) return { changed: true };
    checked.set(fits.digest, fits);
    for (const oldest of [...checked.keys()].slice(0, -MAX_CACHED)) checked.delete(oldest);
    return { got: fits };
  };
}

async function bytesOf(part: FormDataEntryValue | null): Promise<Uint8Array | undefined> {
  return part instanceof Blob ? new Uint8Array(await part.arrayBuffer()) : undefined;
}
