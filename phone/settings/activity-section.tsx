import { useState } from 'preact/hooks';
import type { ActivityLine } from '../../core/api/activity.ts';
import { describeActivity } from './activity-text.ts';
import { householdActionsOf } from './household-actions.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { formatMoment } from '../ui/time-text.ts';
import { useObservable } from '../session/observable.ts';
import { settingsTexts } from './settings-texts.ts';

/** The activity log. It is loaded when the owner asks for it. */
export function ActivitySection({ session }: { session: Session }) {
  const state = useObservable(session.state);
  const [lines, setLines] = useState<ActivityLine[]>();
  const [trouble, setTrouble] = useState<string>();
  const text = settingsTexts.activity;
  const trust = getTrustList(state);
  async function show(): Promise<void> {
    const answered = await householdActionsOf(session).loadActivity();
    setTrouble('problem' in answered ? answered.problem.title : undefined);
    if ('got' in answered) setLines(answered.got);
  }
  return (
    <section aria-labelledby="activity">
      <h2 id="activity">{text.title}</h2>
      <p class="muted">{text.about}</p>
      <p class="problem" role="status">
        {trouble}
      </p>
      {!lines && (
        <button type="button" class="wide" onClick={() => void show()}>
          {text.show}
        </button>
      )}
      {lines?.length === 0 && <p>{text.empty}</p>}
      {lines && (
        <ol class="log" data-activity>
          {lines.map((line, index) => (
            <li key={index}>
              <time>{formatMoment(line.at, session.now())}</time>
              <span>
                {describeActivity(line, { me: session.identity.phone, trust, rooms: state.rooms ?? [] })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
