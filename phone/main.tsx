import './no-eval.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { keepInBrowser } from './keys.indexeddb.ts';
import { serverClock } from './server-clock.ts';

const network = {
  origin: location.origin,
  fetch: (request: Request) => fetch(request),
  clock: serverClock(() => Date.now()),
  newId: () => crypto.randomUUID(),
};

/** Safari's storage is not the home screen's: on iOS, pairing belongs there. */
const homeScreenFirst =
  /iPhone|iPad/.test(navigator.userAgent) && !matchMedia('(display-mode: standalone)').matches;

const root = document.getElementById('app');
if (root) {
  root.replaceChildren();
  render(<App network={network} keeping={keepInBrowser()} homeScreenFirst={homeScreenFirst} />, root);
}
