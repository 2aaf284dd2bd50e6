import type { MessageView } from '../../../core/api/views.ts';
import type { MessageId } from '../../../core/household/ids.ts';
import type { Duration } from '../../../core/household/instant.ts';
import type { Sha256 } from '../../../core/household/sha256.ts';
import type { Api } from '../../session/api-client.ts';
import { parsed } from '../../../core/api/answers.ts';
import type { Problem } from '../../session/problem.ts';

type Listening = { digest: Sha256; nonce: string; since: number; played: Duration; ended: boolean };

/** Who has heard what: kept beside the screens, so that a look at the contacts loses nothing. */
export type ListeningTracker = {
  /** Tells the house that this phone is listening, unless it knows already. */
  start(view: MessageView): Promise<Problem | undefined>;
  /** Takes note of how much was played so far. */
  recordProgress(view: MessageView, played: Duration, ended: boolean): void;
  /** How much of what must be heard before a release was heard, from 0 to 1. */
  measureHeard(view: MessageView): number;
  /** The nonce that the house gave this phone, however little was listened to: for where one tap will do. */
  getNonce(view: MessageView): string | undefined;
  /** The nonce for a release, once enough was listened to. */
  getReleaseNonce(view: MessageView): string | undefined;
  /** Its nonce is spent or void: it has to be listened to anew. */
  reset(id: MessageId): void;
};

/** `ticks`: milliseconds on a clock that only goes forward. */
export function createListeningTracker(api: Api, ticks: () => number): ListeningTracker {
  const listenings = new Map<MessageId, Listening>();
  const current = (view: MessageView) => {
    const listening = listenings.get(view.id);
    return listening && listening.digest === view.recording?.digest ? listening : undefined;
  };
  return {
    async start(view) {
      if (!view.recording || current(view)) return undefined;
      const answered = await api.post(`/messages/${view.id}/listen`, undefined, parsed.nonce);
      if ('problem' in answered) return answered.problem;
      const { nonce } = answered.got;
      listenings.set(view.id, {
        digest: view.recording.digest,
        nonce,
        since: ticks(),
        played: 0,
        ended: false,
      });
      return undefined;
    },
    recordProgress(view, played, ended) {
      const listening = current(view);
      if (!listening) return;
      listening.played = Math.max(listening.played, played);
      listening.ended ||= ended;
    },
    measureHeard(view) {
      const listening = current(view);
      if (!listening || !view.recording) return 0;
      const { played, ended, since } = listening;
      const needed = view.recording.duration / 2;
      return Math.min(1, (ticks() - since) / needed, ended ? 1 : played / needed);
    },
    getNonce: view => current(view)?.nonce,
    getReleaseNonce(view) {
      const listening = current(view);
      if (!listening || !view.recording) return undefined;
      const { since, played, ended } = listening;
      const { duration } = view.recording;
      return hasListenedEnough({ duration, elapsed: ticks() - since, played, ended })
        ? listening.nonce
        : undefined;
    },
    reset: id => void listenings.delete(id),
  };
}

/** What is known of a listening: all lengths in milliseconds. */
export type ListeningProgress = {
  /** Of the recording. */
  duration: Duration;
  /** Since the house took note that this phone is listening. */
  elapsed: Duration;
  /** How much of the recording was played, each part counted once, skipped parts not at all. */
  played: Duration;
  ended: boolean;
};

/**
 * Whether the message may be released: at least half its duration has passed, which the house checks too and
 * which playing at double speed reaches, and it was played to the end or at least half of it was.
 */
export const hasListenedEnough = ({ duration, elapsed, played, ended }: ListeningProgress): boolean =>
  elapsed >= duration / 2 && (ended || played >= duration / 2);

/** How much the parts cover, given as pairs of start and end. */
export const sumPlayed = (parts: readonly (readonly [number, number])[]): number =>
  parts.reduce((sum, [start, end]) => sum + Math.max(0, end - start), 0);
