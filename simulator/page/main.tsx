import { render } from 'preact';
import { DevicePage } from './device-page.tsx';
import { keepStartPageFresh } from './start-page-refresh.ts';
import { drawScreens } from './screen/draw-screens.ts';
import { OutboxPage } from './outbox-page.tsx';

// The printed link carries the secret of the start, which the browser's history must not keep.
if (location.hash) history.replaceState(null, '', location.pathname);

const [start, device, outbox, drawn] = ['start', 'echo', 'outbox', 'drawn'].map(id =>
  document.getElementById(id),
);
if (start) keepStartPageFresh();
if (device) render(<DevicePage />, device);
if (outbox) render(<OutboxPage />, outbox);
if (drawn) drawScreens(drawn);
