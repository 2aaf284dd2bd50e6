/** In the session's storage: the version of the API for which this page has reloaded itself. */
const RELOADED_FOR = 'second-yes-reloaded-for';

/** The version that this page has followed, or has begun to. */
let followed: string | undefined;

type Page = {
  version: string;
  change: (registration: ServiceWorkerRegistration | undefined) => void;
  offer: (apply: () => void) => void;
};

/**
 * Looks for a new version of the app if the API has a newer one than this page, and reloads the page once for it. A page
 * that the owner has touched is not reloaded, because something may be written or playing: there the new version is
 * offered.
 */
export async function followVersion(version: string, { version: own, change, offer }: Page): Promise<void> {
  const isOlder = own.localeCompare(version, 'en', { numeric: true }) < 0;
  if (followed === version || !isOlder) return;
  followed = version;
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => undefined);
  await untilInstalled(registration?.installing);
  if (hasReloadedFor(version)) return;
  if (navigator.userActivation?.hasBeenActive ?? true) offer(apply);
  else apply();

  function apply(): void {
    sessionStorage.setItem(RELOADED_FOR, version);
    change(registration);
  }
}

/** Without storage the page cannot know, and must not reload for ever. */
function hasReloadedFor(version: string): boolean {
  try {
    return sessionStorage.getItem(RELOADED_FOR) === version;
  } catch {
    return true;
  }
}

/** The next state of a worker that is being installed is "installed", or "redundant" where that failed. */
async function untilInstalled(worker: ServiceWorker | null | undefined): Promise<void> {
  if (worker?.state === 'installing')
    await new Promise(resolve => worker.addEventListener('statechange', resolve, { once: true }));
}
