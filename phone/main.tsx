import './configure-zod.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { openBrowserStore } from './session/browser-store.ts';
import type { Passkeys } from './session/passkeys.ts';
import { createBrowserPush } from './push/browser-push.ts';
import { noteVersion, startWorker } from './session/app-update.tsx';
import { createPhonePush } from './push/push.ts';
import { openPushStore } from './push/push-store.ts';
import { createServerClock } from './session/server-clock.ts';

const network = {
  origin: location.origin,
  fetch: (request: Request) => fetch(request),
  clock: createServerClock(() => Date.now()),
  noteVersion,
  newId: () => crypto.randomUUID(),
  random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
};

/** Most visits never use a passkey, so the script for it is loaded at the first use. */
const browserPasskeys: Passkeys = {
  supported: typeof PublicKeyCredential !== 'undefined',
  sign: async (...asked) => (await import('./session/browser-passkeys.ts')).signWithPasskey(...asked),
  register: async (...asked) => (await import('./session/browser-passkeys.ts')).registerPasskey(...asked),
};

/** On iOS, Safari and an app on the home screen do not share storage, so the owner should pair on the home screen. */
const homeScreenFirst =
  /iPhone|iPad/.test(navigator.userAgent) && !matchMedia('(display-mode: standalone)').matches;

void startWorker();
const root = document.getElementById('app');
if (root) {
  root.replaceChildren();
  // Before anything has the focus none is lost, so the first view does without this script.
  root.addEventListener(
    'focusin',
    ({ target }) =>
      void import('./ui/keep-focus.ts').then(({ keepFocus }) => keepFocus(root, target as Element)),
    { once: true },
  );
  render(
    <App
      network={network}
      store={openBrowserStore()}
      passkeys={browserPasskeys}
      pushOf={api => createPhonePush(api, createBrowserPush(homeScreenFirst), openPushStore())}
      homeScreenFirst={homeScreenFirst}
    />,
    root,
  );
}
