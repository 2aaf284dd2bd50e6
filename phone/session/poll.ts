import type { Duration } from '../../core/household/instant.ts';

/**
 * Does a task again and again while the page is visible: at once, then so long after each time it is done. A page
 * that comes back into view, or online, does it at once. Never two at a time. Gives what ends it.
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
