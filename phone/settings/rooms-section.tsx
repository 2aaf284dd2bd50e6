import { RenameRow } from './rename-row.tsx';
import { householdActionsOf } from './household-actions.ts';
import { describeActor } from '../session/actor-text.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { showDone, showResult } from '../ui/toast.tsx';
import { settingsTexts } from './settings-texts.ts';

/** Renames, pauses and resumes the rooms of the household. */
export function RoomsSection({ session }: { session: Session }) {
  const state = useObservable(session.state);
  const { rooms } = state;
  const text = settingsTexts.rooms;
  return (
    <section aria-labelledby="rooms">
      <h2 id="rooms">{text.title}</h2>
      <p class="muted">{rooms?.length === 0 ? text.none : text.about}</p>
      <ul class="rows">
        {rooms?.map(({ id, name, paused, pausedBy }) => (
          <li key={id} data-paused={paused}>
            <RenameRow
              name={name}
              label={text.name}
              rename={async wanted => {
                const problem = await householdActionsOf(session).renameRoom(id, wanted);
                if (!problem) showDone(text.renamed(wanted));
                return problem?.title;
              }}
              about={
                paused && (
                  <span class="muted since">
                    {pausedBy === undefined
                      ? text.pausedByAccidents
                      : text.pausedBy(describeActor(pausedBy, session.identity.phone, getTrustList(state)))}
                  </span>
                )
              }
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
      {rooms?.some(({ paused, pausedBy }) => paused && pausedBy === undefined) && (
        <p class="muted">{text.pausedAbout}</p>
      )}
    </section>
  );
}
