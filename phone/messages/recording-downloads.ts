import { downloadRecording, type MessageView } from '../../core/api/message-routes.ts';
import type { Sha256 } from '../../core/household/bytes/sha256.ts';
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
    const answered = await api.call(downloadRecording, { message: view.id });
    if ('problem' in answered)
      return answered.problem.code === 'not-understood' ? { changed: true } : answered;
    const { audio, transcript } = answered.got;
    const text =
      transcript && new TextDecoder('utf-8', { ignoreBOM: true }).decode(await transcript.arrayBuffer());
    const fits = checkRecording(recording, new Uint8Array(await audio.arrayBuffer()), text);
    if (!fits) return { changed: true };
    checked.set(fits.digest, fits);
    for (const oldest of [...checked.keys()].slice(0, -MAX_CACHED)) checked.delete(oldest);
    return { got: fits };
  };
}
