import { beginListening, type MessageView } from '../../../core/api/message-routes.ts';
import type { MessageId } from '../../../core/household/ids.ts';
import { type Duration, seconds } from '../../../core/household/instant.ts';
import type { Sha256 } from '../../../core/household/bytes/sha256.ts';
import type { Api } from '../../session/api-client.ts';
import type { Problem } from '../../session/problem.ts';

type Listening = { digest: Sha256; nonce: string; since: number; played: Duration; ended: boolean };

/** Containers round, and encoders pad: lengths that differ by this much, or by this share, are the same. */
const LENGTH_TOLERANCE = { time: seconds(1), share: 0.1 };

/** Whether the length of the decoded audio is about the length that its message says and the phone signs. */
export const hasStatedLength = (decoded: Duration, stated: Duration): boolean =>
  Math.abs(decoded - stated) <= Math.max(LENGTH_TOLERANCE.time, LENGTH_TOLERANCE.share * stated);

/** How much of each recording the owner has heard. It outlives the screens, so a change of tab loses nothing. */
export type ListeningTracker = {
  /** Reports to the server that this phone starts to listen, once for each recording. */
  start(view: MessageView): Promise<Problem | undefined>;
  /** Records the length of a recording as this phone decoded it; undefined if it cannot decode the audio. */
  recordLength(digest: Sha256, length: Duration | undefined): void;
  /** Records how much has been played so far. */
  recordProgress(view: MessageView, played: Duration, ended: boolean): void;
  /** How much of the required listening is done, from 0 to 1. */
  measureHeard(view: MessageView): number;
  /** The server's nonce, however little was heard: for messages that need no listening. */
  getNonce(view: MessageView): string | undefined;
  /** The server's nonce, once enough was heard for a release. */
  getReleaseNonce(view: MessageView): string | undefined;
  /** Forgets a message whose nonce is used or void. The owner has to listen again. */
  reset(id: MessageId): void;
};

/** `ticks`: milliseconds on a monotonic clock. */
export function createListeningTracker(api: Api, ticks: () => number): ListeningTracker {
  const listenings = new Map<MessageId, Listening>();
  const lengths = new Map<Sha256, Duration>();
  const current = (view: MessageView) => {
    const listening = listenings.get(view.id);
    return listening && listening.digest === view.recording?.digest ? listening : undefined;
  };
  /** The longer of the length that the server says and the one that this phone found. */
  const lengthOf = ({ digest, duration }: NonNullable<MessageView['recording']>): Duration =>
    Math.max(duration, lengths.get(digest) ?? 0);
  return {
    async start(view) {
      if (!view.recording || current(view)) return undefined;
      const answered = await api.call(beginListening, { message: view.id });
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
    recordLength(digest, length) {
      if (length !== undefined) lengths.set(digest, length);
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
      const needed = lengthOf(view.recording) / 2;
      const isKnown = lengths.has(view.recording.digest);
      return Math.min(1, (ticks() - since) / needed, ended ? 1 : isKnown ? played / needed : 0);
    },
    getNonce: view => current(view)?.nonce,
    getReleaseNonce(view) {
      const listening = current(view);
      if (!listening || !view.recording) return undefined;
      const { since, played, ended } = listening;
      const duration = lengthOf(view.recording);
      const isKnown = lengths.has(view.recording.digest);
      return hasListenedEnough({ duration, isKnown, elapsed: ticks() - since, played, ended })
        ? listening.nonce
        : undefined;
    },
    reset: id => void listenings.delete(id),
  };
}

/** How much the owner has heard. All lengths are in milliseconds. */
export type ListeningProgress = {
  /** The length of the recording, and whether this phone knows it from decoding the audio. */
  duration: Duration;
  isKnown: boolean;
  /** The time since the server recorded the start of listening. */
  elapsed: Duration;
  /** How much of the recording was played. Each part counts once; skipped parts do not count. */
  played: Duration;
  ended: boolean;
};

/**
 * Whether the owner has heard enough for a release: at least half of the recording's length has passed, which the
 * server checks too, and the recording was played to its end or at least half of it was. Double speed is enough. Audio
 * that the phone plays and cannot decode must be played to its end: only then is its length known.
 */
export const hasListenedEnough = ({
  duration,
  isKnown,
  elapsed,
  played,
  ended,
}: ListeningProgress): boolean => elapsed >= duration / 2 && (ended || (isKnown && played >= duration / 2));

/** Adds up played parts, given as pairs of start and end. */
export const sumPlayed = (parts: readonly (readonly [number, number])[]): number =>
  parts.reduce((sum, [start, end]) => sum + Math.max(0, end - start), 0);
