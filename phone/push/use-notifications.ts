import { useEffect, useState } from 'preact/hooks';
import { type Duration, seconds } from '../../core/household/instant.ts';
import type { PhonePush, PushState } from './push.ts';
import { showDone, showProblem } from '../ui/toast.tsx';
import { pushTexts } from '../ui/texts.ts';

/** Some browsers hide their question behind an icon. After this time the page says where to look. */
const SLOW_AFTER: Duration = seconds(6);

/** The state of notifications on this phone, and the way to turn them on. */
export function useNotifications(push: PhonePush) {
  const [state, setState] = useState<PushState>();
  const [asking, setAsking] = useState<'asking' | 'slow'>();
  const look = async () => setState(await push.getState());
  useEffect(() => void look(), [push]);

  /** Must be called in the handler of a tap. */
  async function turnOn(): Promise<void> {
    setAsking('asking');
    const slow = setTimeout(() => setAsking('slow'), SLOW_AFTER);
    const answered = await push.turnOn();
    clearTimeout(slow);
    setAsking(undefined);
    if ('problem' in answered) showProblem(answered.problem.title);
    else if (answered.got === 'on') showDone(pushTexts.settings.state.on);
    else if (answered.got === 'not-asked') showProblem(pushTexts.settings.notAnswered);
    await look();
  }
  return { state, look, turnOn, asking: asking && pushTexts.settings[asking] };
}
