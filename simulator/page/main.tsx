import { render } from 'preact';
import { EchoPage } from './device-page.tsx';
import { keepHomeFresh } from './start-page-refresh.ts';
import { OutboxPage } from './outbox-page.tsx';

const [home, echo, outbox] = ['home', 'echo', 'outbox'].map(id => document.getElementById(id));
if (home) keepHomeFresh();
if (echo) render(<EchoPage />, echo);
if (outbox) render(<OutboxPage />, outbox);
