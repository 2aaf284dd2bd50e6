import { useEffect, useRef } from 'preact/hooks';
import { householdActionsOf } from './household-actions.ts';
import type { Session } from '../session/session.ts';
import { useObservable } from '../session/observable.ts';
import { showProblem, showResult } from '../ui/toast.tsx';
import { settingsTexts } from './settings-texts.ts';

/** Says which rooms accidents have paused, and resumes them. `accidents`: how many messages were discarded as accidents. */
export function PausedRooms({ session, accidents }: { session: Session; accidents: number }) {
  const { rooms } = useObservable(session.state);
  const text = settingsTexts.rooms;
  const paused = (rooms ?? []).filter(room => room.paused && room.pausedBy === undefined);
  const names = paused.map(({ name }) => name);
  const isFirst = useRef(true);
  useEffect(() => void session.refresh({ settings: true }), [session, accidents]);
  useEffect(() => {
    const [name] = names;
    if (name !== undefined && !isFirst.current) showProblem(text.isPausedByAccidents(name));
    if (rooms !== undefined) isFirst.current = false;
  }, [names.join(), rooms === undefined]);
  return (
    <>
      {paused.map(({ id, name }) => (
        <div key={id} class="banner">
          <p>{text.isPausedByAccidents(name)}</p>
          <button
            type="button"
            aria-label={text.resumeNamed(name)}
            onClick={() =>
              void householdActionsOf(session)
                .setRoomPaused(id, false)
                .then(problem => showResult(problem?.title, text.isResumed(name)))
            }
          >
            {text.resume}
          </button>
        </div>
      ))}
    </>
  );
}
