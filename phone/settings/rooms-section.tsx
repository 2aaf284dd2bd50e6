import { RenameRow } from './rename-row.tsx';
import { householdActionsOf } from './household-actions.ts';
import type { Session } from '../session/session.ts';
import { useObservable } from '../session/observable.ts';
import { showDone, showResult } from '../ui/toast.tsx';
import { settingsTexts } from './settings-texts.ts';

/** Renames, pauses and resumes the rooms of the household. */
export function RoomsSection({ session }: { session: Session }) {
  const { rooms } = useObservable(session.state);
  const text = settingsTexts.rooms;
  return (
    <section aria-labelledby="rooms">
      <h2 id="rooms">{text.title}</h2>
      <p class="muted">{rooms?.length === 0 ? text.none : text.about}</p>
      <ul class="rows">
        {rooms?.map(({ id, name, paused }) => (
          <li key={id} data-paused={paused}>
            <RenameRow
              name={name}
              label={text.name}
              rename={async wanted => {
                const problem = await householdActionsOf(session).renameRoom(id, wanted);
                if (!problem) showDone(text.renamed(wanted));
                return problem?.title;
              }}
              about={paused && <span class="muted"> — {text.paused}</span>}
              more={
                <button
                  type="button"
                  class="quiet"
                  aria-label={paused ? text.resumeNamed(name) : text.pauseNamed(name)}
                  onClick={() =>
                    void householdActionsOf(session)
                      .setRoomPaused(id, !paused)
                      .then(problem =>
                        showResult(problem?.title, paused ? text.isResumed(name) : text.isPaused(name)),
                      )
                  }
                >
                  {paused ? text.resume : text.pause}
                </button>
              }
            />
          </li>
        ))}
      </ul>
      {rooms?.some(({ paused }) => paused) && <p class="muted">{text.pausedAbout}</p>}
    </section>
  );
}
