import { useState } from 'preact/hooks';
import type { Room } from '../lambda/household/household.ts';
import { Field } from './field.tsx';
import type { Stopped } from './parsed-answers.ts';
import type { Session } from './session.ts';
import { trusted } from './session-state.ts';
import { surenessOf } from './story-sentences.ts';
import { StoryView } from './story-view.tsx';
import { momentText } from './time-text.ts';
import { useNow, useWatched } from './use-watched.ts';
import { words } from './words.ts';

/** Rooms, phones, and the conversations that were stopped. */
export function HouseScreen({ session }: { session: Session }) {
  const state = useWatched(session.state);
  const now = useNow(session.now);
  const [notice, setNotice] = useState<string>();
  const text = words.house;
  const phones = [...(trusted(state)?.phones.values() ?? [])];
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
              <RoomRow
                room={room}
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
      <section aria-labelledby="phones">
        <h2 id="phones">{text.phones}</h2>
        <ul class="rows">
          {phones.map(({ id, name, since }) => (
            <li key={id} class="row-line">
              <span>
                {name}
                {id === session.identity.phone && <span class="tag">{text.thisPhone}</span>}
              </span>
              <span class="muted">{text.since(momentText(since, now))}</span>
            </li>
          ))}
        </ul>
      </section>
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

type RoomProps = { room: Room; rename: (name: string) => Promise<string | undefined> };

function RoomRow({ room, rename }: RoomProps) {
  const [draft, setDraft] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const text = words.house;
  async function save(event: Event): Promise<void> {
    event.preventDefault();
    const name = draft?.trim() ?? '';
    const problem = name && name !== room.name ? await rename(name) : undefined;
    setTrouble(problem);
    if (problem === undefined) setDraft(undefined);
  }
  if (draft === undefined)
    return (
      <div class="row-line">
        <span>{room.name}</span>
        <button
          type="button"
          class="quiet"
          aria-label={text.rename(room.name)}
          onClick={() => setDraft(room.name)}
        >
          {words.rename}
        </button>
      </div>
    );
  return (
    <form class="row-form" onSubmit={event => void save(event)}>
      <Field label={text.roomName} value={draft} problem={trouble} onValue={setDraft} />
      <div class="actions">
        <button type="submit" class="primary">
          {words.save}
        </button>
        <button type="button" onClick={() => setDraft(undefined)}>
          {words.cancel}
        </button>
      </div>
    </form>
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
