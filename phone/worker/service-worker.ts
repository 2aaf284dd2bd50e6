import '../configure-zod.ts';
import type { MessageId } from '../../core/household/ids.ts';
import { type Api, openApi } from '../session/api-client.ts';
import { openBrowserStore } from '../session/browser-store.ts';
import { openPushStore } from '../push/push-store.ts';
import { subscribe } from '../push/subscribe.ts';
import { createServerClock } from '../session/server-clock.ts';
import { discardMessage } from './discard-message.ts';
import { deleteOldShells, respondFromCache, isShellFile, cacheShell, type ShellFile } from './app-cache.ts';
import {
  buildDiscardResult,
  buildNotification,
  type ShownNotification,
  type NotificationData,
} from './build-notification.ts';
import { openApp, SKIP_WAITING, type WorkerScope } from './worker-scope.ts';

/** The files of this build. The bundler defines it. */
declare const SHELL: readonly ShellFile[];

const worker = globalThis as unknown as WorkerScope;
const { scope } = worker.registration;
const store = openBrowserStore();
const memory = openPushStore();

worker.addEventListener('install', event => event.waitUntil(cacheShell(SHELL, scope, caches)));

worker.addEventListener('activate', event =>
  event.waitUntil(deleteOldShells(SHELL, caches).then(() => worker.clients.claim())),
);

// The page asks for this once its owner wants the new version.
worker.addEventListener('message', event => {
  if (event.data === SKIP_WAITING) event.waitUntil(worker.skipWaiting());
});

worker.addEventListener('fetch', event => {
  if (isShellFile(event.request, SHELL, scope))
    event.respondWith(respondFromCache(event.request, SHELL, caches));
});

worker.addEventListener('push', event => {
  const remembered = memory.saveLastArrival(Date.now()).catch(() => {});
  event.waitUntil(Promise.all([show(buildNotification(readOf(event.data))), remembered]));
});

worker.addEventListener('notificationclick', event => {
  const { action, notification } = event;
  const { open, discard } = notification.data as NotificationData;
  notification.close();
  const discards = action === 'discard' && discard !== undefined;
  event.waitUntil(discards ? discardFromButton(discard as MessageId) : openApp(worker, open));
});

worker.addEventListener('pushsubscriptionchange', event => event.waitUntil(subscribeAgain()));

const show = ({ title, options }: ShownNotification): Promise<void> =>
  worker.registration.showNotification(title, options);

function readOf(data: { json(): unknown } | null): unknown {
  try {
    return data?.json();
  } catch {
    return undefined;
  }
}

async function discardFromButton(message: MessageId): Promise<void> {
  const api = await apiOfThisPhone();
  const result = api ? await discardMessage(api, store, message).catch(() => undefined) : undefined;
  await show(buildDiscardResult(message, result ?? 'not-confirmed'));
}

async function subscribeAgain(): Promise<void> {
  const api = await apiOfThisPhone();
  if (api && (await memory.loadWanted())) await subscribe(api, worker.registration.pushManager);
}

async function apiOfThisPhone(): Promise<Api | undefined> {
  const paired = await store.loadPairing().catch(() => undefined);
  if (!paired) return undefined;
  const network = {
    origin: worker.location.origin,
    fetch: (request: Request) => fetch(request),
    clock: createServerClock(() => Date.now()),
    newId: () => crypto.randomUUID(),
    random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
  };
  return openApi(network, paired.household, await store.loadIdentity());
}
