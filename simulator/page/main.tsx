import { render } from 'preact';
import { DevicePage } from './device-page.tsx';
import { keepStartPageFresh } from './start-page-refresh.ts';
import { OutboxPage } from './outbox-page.tsx';

const [start, device, outbox] = ['start', 'echo', 'outbox'].map(id => document.getElementById(id));
if (start) keepStartPageFresh();
if (device) render(<DevicePage />, device);
if (outbox) render(<OutboxPage />, outbox);
