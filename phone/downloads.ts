import type { MessageView } from '../lambda/companion/views.ts';
import type { Sha256 } from '../lambda/household/sha256.ts';
import type { Api } from './api.http.ts';
import { checkRecording, type CheckedRecording } from './check-recording.ts';
import { parsed } from './parsed-answers.ts';
import type { Answered, Problem } from './problem.ts';

/** A download, or that it is of another recording than the message speaks of. */
export type Download = { got: CheckedRecording } | { problem: Problem } | { changed: true };

/** So many recordings are kept in memory, for the cards that are looked at. */
const KEPT = 8;

/** Downloads recordings with their words and checks them. What was checked once is kept. */
export function keepDownloads(api: Api): (view: MessageView) => Promise<Download> {
  const checked = new Map<Sha256, CheckedRecording>();
  return async view => {
    const { recording } = view;
    if (!recording) return { problem: { code: 'no-recording', title: '' } };
    const kept = checked.get(recording.digest);
    if (kept) return { got: kept };
    const none: Answered<undefined> = { got: undefined };
    const [audio, words] = await Promise.all([
      api.bytes(`/messages/${view.id}/recording`),
      recording.words ? api.get(`/messages/${view.id}/words`, parsed.words) : none,
    ]);
    if ('problem' in audio) return audio;
    if ('problem' in words) return words;
    const fits = checkRecording(recording, audio.got, words.got?.words);
    if (!fits) return { changed: true };
    checked.set(fits.digest, fits);
    for (const oldest of [...checked.keys()].slice(0, -KEPT)) checked.delete(oldest);
    return { got: fits };
  };
}
