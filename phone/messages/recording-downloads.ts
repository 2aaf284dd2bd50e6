import type { MessageView } from '../../core/api/views.ts';
import type { Sha256 } from '../../core/household/sha256.ts';
import type { Api } from '../session/api-client.ts';
import { checkRecording, type CheckedRecording } from './check-recording.ts';
import type { Problem } from '../session/problem.ts';

/** A download, or that it is of another recording than the message speaks of. */
export type Download = { got: CheckedRecording } | { problem: Problem } | { changed: true };

/** So many recordings are kept in memory, for the cards that are looked at. */
const KEPT = 8;

/** Downloads recordings with their words and checks them. What was checked once is kept. */
export function createDownloader(api: Api): (view: MessageView) => Promise<Download> {
  const checked = new Map<Sha256, CheckedRecording>();
  return async view => {
    const { recording } = view;
    if (!recording) return { problem: { code: 'no-recording', title: '' } };
    const kept = checked.get(recording.digest);
    if (kept) return { got: kept };
    const answered = await api.form(`/messages/${view.id}/recording`);
    if ('problem' in answered) return answered;
    const [audio, words] = await Promise.all(['audio', 'words'].map(part => bytesOf(answered.got.get(part))));
    const fits = audio && checkRecording(recording, audio, words && new TextDecoder().decode(words));
    if (!fits) return { changed: true };
    checked.set(fits.digest, fits);
    for (const oldest of [...checked.keys()].slice(0, -KEPT)) checked.delete(oldest);
    return { got: fits };
  };
}

async function bytesOf(part: FormDataEntryValue | null): Promise<Uint8Array | undefined> {
  return part instanceof Blob ? new Uint8Array(await part.arrayBuffer()) : undefined;
}
