import { VERSION } from '../../core/api/version.ts';
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
  const offer = () => update.update({ apply: () => change(registration) });
  if (registration.waiting && isControlled) return change(registration);
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

/** Changes to the version that waits, or to the one that has taken over. */
function change(registration: ServiceWorkerRegistration | undefined): void {
  const reload = () => location.reload();
  if (registration?.waiting)
    navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  else reload();
  registration?.waiting?.postMessage(SKIP_WAITING);
}

/** Takes note of the API's version. Most visits find the same one, so the script for another is loaded later. */
export function noteVersion(version = VERSION): void {
  if (version !== VERSION)
    void import('./follow-version.ts').then(({ followVersion }) =>
      followVersion(version, {
        version: VERSION,
        change,
        offer: apply => update.update({ apply }),
      }),
    );
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
