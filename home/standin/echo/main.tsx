import { render } from 'preact';
import { EchoPage } from './echo-page.tsx';
import { OutboxPage } from './outbox-page.tsx';

const [echo, outbox] = ['echo', 'outbox'].map(id => document.getElementById(id));
if (echo) render(<EchoPage />, echo);
if (outbox) render(<OutboxPage />, outbox);
