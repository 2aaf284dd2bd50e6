import type { WorkerScope } from './worker-scope.ts';

/** Opens the app at a part of it: in the window it has, or in a new one. */
export async function openApp({ clients, registration }: WorkerScope, part: string): Promise<void> {
  const url = registration.scope + part;
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find(one => one.url.startsWith(registration.scope));
  if (open) {
    const focused = await open.focus().catch(() => open);
    // A window that this worker does not control cannot be led anywhere.
    if (await focused.navigate(url).catch(() => undefined)) return;
  }
  await clients.openWindow(url);
}
