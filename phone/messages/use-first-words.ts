import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageView } from '../../core/api/message-routes.ts';
import { isPlayable } from './message-card.ts';
import type { Session } from '../session/session.ts';

/** How much of a transcript a row can show at most, in characters. */
const MOST = 120;

/** One download at a time: a page of rows must not hold up the message that is to be played. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * The first words of a dictated message, while its recording is kept. They are loaded once the row is seen, with the
 * recording, because only both together can be checked. `row` is the element of the row.
 */
export function useFirstWords(
  session: Session,
  view: MessageView,
): { row: RefObject<HTMLElement | null>; words: string | undefined } {
  const row = useRef<HTMLElement>(null);
  const [words, setWords] = useState<string>();
  const isKept = view.recording?.hasTranscript === true && isPlayable(view);
  useEffect(() => {
    setWords(undefined);
    if (!isKept || !row.current) return;
    let isWanted = true;
    const load = async () => {
      if (!isWanted) return;
      const download = await session.download(view);
      if (isWanted && 'got' in download) setWords(download.got.transcript?.slice(0, MOST));
    };
    const observer = new IntersectionObserver(entries => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      turn = turn.then(load, load);
    });
    observer.observe(row.current);
    return () => {
      isWanted = false;
      observer.disconnect();
    };
  }, [isKept, view.recording?.digest]);
  return { row, words };
}
