import { useEffect, useState } from 'preact/hooks';
import type { ActivityLine } from '../../core/api/activity.ts';
import { describeActivity } from './activity-text.ts';
import { householdActionsOf } from './household-actions.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { formatMoment } from '../ui/time-text.ts';
import { useObservable } from '../session/observable.ts';
import { useCap } from '../ui/use-cap.tsx';
import { commonTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

/** How many lines are shown at first, and with each "More". */
const LINES = 20;

/** The activity log, newest first. */
export function ActivitySection({ session }: { session: Session }) {
  const state = useObservable(session.state);
  const [lines, setLines] = useState<readonly ActivityLine[]>();
  const [trouble, setTrouble] = useState<string>();
  const { shown, more } = useCap(lines ?? [], LINES);
  const text = settingsTexts.activity;
  const trust = getTrustList(state);
  useEffect(
    () =>
      void householdActionsOf(session)
        .loadActivity()
        .then(answered =>
          'problem' in answered ? setTrouble(answered.problem.title) : setLines(answered.got),
        ),
    [session],
  );
  return (
    <section aria-labelledby="activity">
      <h1 id="activity">{text.title}</h1>
      <p class="muted">{text.about}</p>
      <p class="problem" role="status">
        {trouble}
      </p>
      {!lines && trouble === undefined && <p class="muted">{commonTexts.loading}</p>}
      {lines?.length === 0 && <p>{text.empty}</p>}
      {lines && (
        <ol class="log" data-activity>
          {shown.map((line, index) => (
            <li key={index}>
              <time>{formatMoment(line.at, session.now())}</time>
              <span>
                {describeActivity(line, { me: session.identity.phone, trust, rooms: state.rooms ?? [] })}
              </span>
            </li>
          ))}
        </ol>
      )}
      {more}
    </section>
  );
}
