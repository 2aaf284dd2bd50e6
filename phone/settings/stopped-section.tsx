import { useState } from 'preact/hooks';
import { countAccidentsByDay } from './accidents-by-day.ts';
import { AccidentsChart } from './accidents-chart.tsx';
import type { StoppedView } from '../../core/api/room-routes.ts';
import { Evidence } from '../messages/story/evidence.tsx';
import type { Session } from '../session/session.ts';
import { formatMoment } from '../ui/time-text.ts';
import { useCap } from '../ui/use-cap.tsx';
import { useObservable } from '../session/observable.ts';
import { settingsTexts } from './settings-texts.ts';

/** How many conversations are shown at first, and with each "More". */
const ROWS = 10;

/** The conversations that were stopped before anything was recorded, newest first, with the reasons. */
export function StoppedSection({ session }: { session: Session }) {
  const { stopped, messages } = useObservable(session.state);
  const { shown, more } = useCap(stopped ?? [], ROWS);
  const text = settingsTexts.stopped;
  const days = stopped && messages && countAccidentsByDay(messages, stopped, session.now());
  return (
    <section aria-labelledby="stopped">
      <h1 id="stopped">{text.title}</h1>
      <p class="muted">{text.about}</p>
      {days?.some(({ accidents }) => accidents > 0) && <AccidentsChart days={days} />}
      <ul class="rows">
        {shown.map(one => (
          <li key={one.id}>
            <StoppedRow stopped={one} session={session} />
          </li>
        ))}
      </ul>
      {more}
      {stopped?.length === 0 && <p>{text.none}</p>}
    </section>
  );
}

function StoppedRow({ stopped, session }: { stopped: StoppedView; session: Session }) {
  const { id, at, room, why, story } = stopped;
  const [isOpen, setOpen] = useState(false);
  const now = session.now();
  const reason = settingsTexts.stopped.why[why];
  return (
    <article aria-label={settingsTexts.stopped.label(room.name)} data-stopped={id}>
      <button type="button" class="line" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <bdi class="who">{room.name}</bdi>
        <span class="words">{reason}</span>
        <time>{formatMoment(at, now)}</time>
      </button>
      {isOpen && (
        <div class="row-form">
          <p>{reason}</p>
          <Evidence story={story} now={now} />
        </div>
      )}
    </article>
  );
}
