import { type Duration, seconds } from '../../core/household/instant.ts';

/** How often a visible page asks for changes. */
export const REFRESH_EVERY: Duration = seconds(2);

/** How often a new phone asks whether it has been added. The limit on attempts to pair must leave room for that. */
export const ASK_ADMISSION_EVERY: Duration = seconds(4);

/**
 * Repeats a task while the page is visible: at once, then with a pause after each run. A page that becomes visible or
 * comes online runs it at once. Two runs never overlap. The returned function ends the repetition.
 */
export function poll(task: () => Promise<void>, pause: Duration): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let over = false;

  async function run(): Promise<void> {
    clearTimeout(timer);
    if (busy || over || document.hidden) return;
    busy = true;
    await task().catch(() => {});
    busy = false;
    if (!over && !document.hidden) timer = setTimeout(start, pause);
  }
  const start = () => void run();

  document.addEventListener('visibilitychange', start);
  window.addEventListener('online', start);
  window.addEventListener('pageshow', start);
  start();
  return () => {
    over = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', start);
    window.removeEventListener('online', start);
    window.removeEventListener('pageshow', start);
  };
}
