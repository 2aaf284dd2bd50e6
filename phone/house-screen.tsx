import { useState } from 'preact/hooks';
import type { Stopped } from './parsed-answers.ts';
import { PhonesSection } from './phones-section.tsx';
import { RenameRow } from './rename-row.tsx';
import type { Session } from './session.ts';
import { surenessOf } from './story-sentences.ts';
import { StoryView } from './story-view.tsx';
import { momentText } from './time-text.ts';
import { useWatched } from './use-watched.ts';
import { words } from './words.ts';

/** Rooms, phones, and the conversations that were stopped. */
export function HouseScreen({ session, leave }: { session: Session; leave: () => void }) {
  const state = useWatched(session.state);
  const [notice, setNotice] = useState<string>();
  const text = words.house;
  return (
    <>
      <h1>{text.title}</h1>
      <section aria-labelledby="rooms">
        <h2 id="rooms">{text.rooms}</h2>
        <p class="muted">{state.rooms?.length === 0 ? text.noRooms : text.roomsAbout}</p>
        <p class="notice" role="status">
          {notice}
        </p>
        <ul class="rows">
          {state.rooms?.map(room => (
            <li key={room.id}>
              <RenameRow
                name={room.name}
                label={text.roomName}
                rename={async name => {
                  const problem = await session.renameRoom(room.id, name);
                  setNotice(problem ? undefined : text.renamed(name));
                  return problem?.title;
                }}
              />
            </li>
          ))}
        </ul>
      </section>
      <PhonesSection session={session} leave={leave} />
      <section aria-labelledby="stopped">
        <h2 id="stopped">{text.stopped}</h2>
        <p class="muted">{text.stoppedAbout}</p>
        {state.stopped?.map(stopped => (
          <StoppedCard key={stopped.id} stopped={stopped} session={session} />
        ))}
        {state.stopped?.length === 0 && <p>{text.noStopped}</p>}
      </section>
    </>
  );
}

function StoppedCard({ stopped, session }: { stopped: Stopped; session: Session }) {
  const { id, at, room, why, story } = stopped;
  const now = session.now();
  const sure = surenessOf(story);
  return (
    <article class="card entry" aria-label={words.house.stoppedLabel(room.name)} data-stopped={id}>
      <h3>{room.name}</h3>
      <p class="meta">
        <time>{momentText(at, now)}</time>
      </p>
      <p class="status">{words.house.why[why] ?? why}</p>
      <details>
        <summary>
          <span>
            {sure.inWords} <span class="percent">{sure.percent}</span>
          </span>
          <span class="more">{words.message.details}</span>
        </summary>
        <StoryView story={story} now={now} />
      </details>
    </article>
  );
}
