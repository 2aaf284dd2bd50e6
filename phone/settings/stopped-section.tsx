import { countAccidentsByDay } from './accidents-by-day.ts';
import { AccidentsChart } from './accidents-chart.tsx';
import type { StoppedView } from '../../core/api/room-routes.ts';
import type { Session } from '../session/session.ts';
import { describeConfidence } from '../messages/confidence-text.ts';
import { StoryView } from '../messages/story-view.tsx';
import { formatMoment } from '../ui/time-text.ts';
import { useObservable } from '../session/observable.ts';
import { messageTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

/** The conversations that were stopped before anything was recorded, with the reasons. */
export function StoppedSection({ session }: { session: Session }) {
  const { stopped, messages } = useObservable(session.state);
  const text = settingsTexts.stopped;
  const days = stopped && messages && countAccidentsByDay(messages, stopped, session.now());
  return (
    <section aria-labelledby="stopped">
      <h2 id="stopped">{text.title}</h2>
      <p class="muted">{text.about}</p>
      {days?.some(({ accidents }) => accidents > 0) && <AccidentsChart days={days} />}
      {stopped?.map(one => (
        <StoppedCard key={one.id} stopped={one} session={session} />
      ))}
      {stopped?.length === 0 && <p>{text.none}</p>}
    </section>
  );
}

function StoppedCard({ stopped, session }: { stopped: StoppedView; session: Session }) {
  const { id, at, room, why, story } = stopped;
  const now = session.now();
  const sure = describeConfidence(story);
  return (
    <article class="card entry" aria-label={settingsTexts.stopped.label(room.name)} data-stopped={id}>
      <h3>{room.name}</h3>
      <p class="meta">
        <time>{formatMoment(at, now)}</time>
      </p>
      <p class="status">{settingsTexts.stopped.why[why] ?? why}</p>
      <details>
        <summary>
          <span>
            {sure.inWords} <span class="percent">{sure.percent}</span>
          </span>
          <span class="more">{messageTexts.card.details}</span>
        </summary>
        <StoryView story={story} now={now} />
      </details>
    </article>
  );
}
