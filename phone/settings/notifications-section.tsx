import { useEffect, useState } from 'preact/hooks';
import type { Answered } from '../session/problem.ts';
import { NotificationSwitch } from '../push/notification-switch.tsx';
import type { PushState } from '../push/push.ts';
import { useNotifications } from '../push/use-notifications.ts';
import type { Session } from '../session/session.ts';
import { formatMoment } from '../ui/time-text.ts';
import { instant } from '../../core/household/instant.ts';
import { showDone, showProblem } from '../ui/toast.tsx';
import { pushTexts } from '../ui/texts.ts';

/** Turns notifications on this phone on and off, sends a test, and shows when the last one arrived. */
export function NotificationsSection({ session: { push, now } }: { session: Session }) {
  const notifications = useNotifications(push);
  const { state } = notifications;
  const [arrived, setArrived] = useState<number>();
  const [busy, setBusy] = useState(false);
  const text = pushTexts.settings;
  const look = async () => {
    await notifications.look();
    setArrived(await push.getLastArrival());
  };
  useEffect(() => void push.getLastArrival().then(setArrived), [state]);

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
      <NotificationSwitch {...notifications} />
      <div class="actions">
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
