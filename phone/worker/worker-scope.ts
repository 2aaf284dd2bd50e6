/** What a page sends to the waiting worker of a new version, so that it takes over. */
export const SKIP_WAITING = 'skip-waiting';

/** The part of ServiceWorkerGlobalScope that this worker uses. TypeScript's own types exclude those of a page. */
export type WorkerScope = {
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly WindowClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
  location: { origin: string };
  skipWaiting(): Promise<void>;
  addEventListener<E extends keyof WorkerEvents>(type: E, listener: (event: WorkerEvents[E]) => void): void;
};

export type WindowClient = {
  url: string;
  focus(): Promise<WindowClient>;
  navigate(url: string): Promise<unknown>;
};

type Extendable = { waitUntil(work: Promise<unknown>): void };

export type WorkerEvents = {
  install: Extendable;
  activate: Extendable;
  fetch: Extendable & { request: Request; respondWith(answer: Promise<Response>): void };
  message: Extendable & { data: unknown };
  push: Extendable & { data: { json(): unknown } | null };
  notificationclick: Extendable & { action: string; notification: Notification };
  pushsubscriptionchange: Extendable;
};

/** Opens the app at `fragment`, such as `#message=…`: in a window that is open already, or else in a new one. */
export async function openApp({ clients, registration }: WorkerScope, fragment: string): Promise<void> {
  const url = registration.scope + fragment;
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find(one => one.url.startsWith(registration.scope));
  if (open) {
    const focused = await open.focus().catch(() => open);
    // A window that this worker does not control refuses to navigate.
    if (await focused.navigate(url).catch(() => undefined)) return;
  }
  await clients.openWindow(url);
}
