import { useEffect } from 'preact/hooks';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { createObservable, useObservable } from '../session/observable.ts';

/** `done` and `problem` are shown and read aloud; `aside` is only read aloud, because the page shows it already. */
type Said = { text: string; as: 'done' | 'problem' | 'aside' };

/** How long a toast is shown. A problem stays until the next action. */
const SHOWN: Duration = seconds(6);

const current = createObservable<{ said: Said | undefined }>({ said: undefined });
const say = (text: string, as: Said['as']) => current.update({ said: { text, as } });

/** Shows and reads aloud that something was done. */
export const showDone = (text: string): void => say(text, 'done');
/** Shows and reads aloud what went wrong. */
export const showProblem = (text: string): void => say(text, 'problem');
/** Shows a problem, or else what was done. */
export const showResult = (problem: string | undefined, done: string): void =>
  problem === undefined ? showDone(done) : showProblem(problem);
/** Reads aloud what the page shows. */
export const announce = (text: string): void => say(text, 'aside');

/**
 * The one place that reads aloud, and the toast above the tabs. Both regions are always on the page: many screen readers
 * do not read a region that appears together with its text.
 */
export function Toaster() {
  const { said } = useObservable(current);
  useEffect(() => {
    if (said === undefined || said.as === 'problem') return;
    const timer = setTimeout(() => current.get().said === said && clear(), SHOWN);
    return () => clearTimeout(timer);
  }, [said]);
  useEffect(() => {
    const clearOnAction = ({ target }: Event) => {
      if (target instanceof Element && target.closest('button, a, select, summary')) clear();
    };
    // In the capture phase, so that what the action itself says stays.
    document.addEventListener('click', clearOnAction, true);
    return () => document.removeEventListener('click', clearOnAction, true);
  }, []);
  return (
    <div class="toaster">
      <p role="status" class={said?.as === 'done' ? 'toast' : 'unseen'}>
        {said?.as !== 'problem' && said?.text}
      </p>
      <p role="alert" class={said?.as === 'problem' ? 'toast failed' : 'unseen'}>
        {said?.as === 'problem' && said.text}
      </p>
    </div>
  );
}

function clear(): void {
  if (current.get().said !== undefined) current.update({ said: undefined });
}
