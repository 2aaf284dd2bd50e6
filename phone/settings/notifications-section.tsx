import { useEffect, useState } from 'preact/hooks';
import type { Answered } from '../session/problem.ts';
import type { PushState } from '../push/push.ts';
import type { Session } from '../session/session.ts';
import { formatMoment } from '../ui/time-text.ts';
import { instant } from '../../core/household/instant.ts';
import { showDone, showProblem } from '../ui/toast.tsx';
import { pushTexts } from '../ui/texts.ts';

/** Turns notifications on this phone on and off, sends a test, and shows when the last one arrived. */
export function NotificationsSection({ session: { push, now } }: { session: Session }) {
  const [state, setState] = useState<PushState>();
  const [arrived, setArrived] = useState<number>();
  const [busy, setBusy] = useState(false);
  const text = pushTexts.settings;
  const look = async () => {
    setState(await push.getState());
    setArrived(await push.getLastArrival());
  };
  useEffect(() => void look(), []);

  async function change(task: () => Promise<Answered<PushState>>): Promise<void> {
    setBusy(true);
    const answered = await task();
    setBusy(false);
    if ('problem' in answered) showProblem(answered.problem.title);
    await look();
  }
  async function test(): Promise<void> {
    setBusy(true);
    const answered = await push.sendTest();
    setBusy(false);
    if ('problem' in answered) showProblem(answered.problem.title);
    else if (answered.got.end === 'taken') showDone(text.tested.taken);
    else showProblem(text.tested[answered.got.end]);
    await look();
  }

  return (
    <section aria-labelledby="notifications">
      <h2 id="notifications">{text.title}</h2>
      <p class="muted">{text.about}</p>
      {state !== undefined && state !== 'not-asked' && <p>{text.state[state]}</p>}
      {state === 'needs-home-screen' && (
        <ol class="steps">
          {text.homeScreen.map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <div class="actions">
        {state === 'not-asked' && (
          <button type="button" class="primary wide" disabled={busy} onClick={() => void change(push.turnOn)}>
            {text.turnOn}
          </button>
        )}
        {state === 'on' && (
          <>
            <button type="button" disabled={busy} onClick={() => void test()}>
              {text.test}
            </button>
            <button type="button" class="quiet" disabled={busy} onClick={() => void change(push.turnOff)}>
              {text.turnOff}
            </button>
          </>
        )}
      </div>
      {state === 'on' && (
        <p class="hint">
          {arrived === undefined ? text.noneArrived : text.arrived(formatMoment(instant(arrived), now()))}
        </p>
      )}
    </section>
  );
}
