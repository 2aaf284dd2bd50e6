import { monthOf } from './accidents-by-day.ts';
import { MonthPicture } from './accidents-chart.tsx';
import type { Stopped } from '../../core/api/answers.ts';
import type { Session } from '../session/session.ts';
import { surenessOf } from '../messages/story-text.ts';
import { StoryView } from '../messages/story-view.tsx';
import { momentText } from '../ui/time-text.ts';
import { useWatched } from '../session/observable.ts';
import { words } from '../../core/text/en/phone.ts';

/** The conversations that ended before anything was recorded, each with why. */
export function StoppedSection({ session }: { session: Session }) {
  const { stopped, messages } = useWatched(session.state);
  const text = words.house;
  const days = stopped && messages && monthOf(messages, stopped, session.now());
  return (
    <section aria-labelledby="stopped">
      <h2 id="stopped">{text.stopped}</h2>
      <p class="muted">{text.stoppedAbout}</p>
      {days?.some(({ accidents }) => accidents > 0) && <MonthPicture days={days} />}
      {stopped?.map(one => (
        <StoppedCard key={one.id} stopped={one} session={session} />
      ))}
      {stopped?.length === 0 && <p>{text.noStopped}</p>}
    </section>
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
