import { SKIP_WAITING } from '../worker/worker-scope.ts';
import { createObservable, useObservable } from './observable.ts';
import { sessionTexts } from '../ui/texts.ts';

/** The script of the service worker. Its scope is its folder, so it does not see requests to the API. */
const WORKER = '/phone/service-worker.js';

/** `apply`: changes to the new version; undefined if there is none. */
const update = createObservable<{ apply: (() => void) | undefined }>({ apply: undefined });

/**
 * Starts the service worker, which shows notifications and caches the app. In a browser without service workers the
 * app works without both. A new version that is ready when the page opens is used at once; one that comes later waits
 * until the owner wants it, because a message may be playing.
 */
export async function startWorker(): Promise<void> {
  const { serviceWorker } = navigator;
  // The first worker is no new version, and takes control of this page too.
  let isControlled = Boolean(serviceWorker?.controller);
  const registration = await serviceWorker?.register(WORKER).catch(() => undefined);
  if (!registration) return;
  const reload = () => location.reload();
  const change = () => {
    serviceWorker.addEventListener('controllerchange', reload, { once: true });
    registration.waiting?.postMessage(SKIP_WAITING);
  };
  const offer = () => update.update({ apply: registration.waiting ? change : reload });
  if (registration.waiting && isControlled) return change();
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed' && serviceWorker.controller) offer();
    });
  });
  // Another window has changed to the new version, and its files have replaced those of this page.
  serviceWorker.addEventListener('controllerchange', () => {
    if (isControlled) offer();
    isControlled = true;
  });
}

/** Offers to change to a new version. */
export function UpdateBanner() {
  const { apply } = useObservable(update);
  return (
    <div role="status">
      {apply && (
        <p class="banner update">
          {sessionTexts.update.ready}{' '}
          <button type="button" onClick={apply}>
            {sessionTexts.update.apply}
          </button>
        </p>
      )}
    </div>
  );
}
