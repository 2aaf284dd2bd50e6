import { html } from 'hono/html';
import type { Instant } from '../../core/household/instant.ts';
import { startPageLinks } from './start-page-links.ts';
import { startPageStatus } from './start-page-status.ts';
import type { HouseholdSummary } from './household-summary.ts';

/** The addresses of the pages. */
export type PageLinks = { phone: string; echo: string; outbox: string };

export type Written = ReturnType<typeof html>;

/** The page that everything at home starts from. Its script fetches it again and replaces what changed. */
export const startPage = (links: PageLinks, state: HouseholdSummary, now: Instant): Written =>
  page(
    'Second Yes at home',
    html`<main class="page home" id="start">
      <header class="welcome">
        ${MARK}
        <h1>Second Yes <small>at home</small></h1>
        <p class="lead">
          You speak to the Echo. What it recorded leaves your home only after a second yes, given on your
          phone.
        </p>
      </header>
      ${startPageLinks(links, state, now)} ${startPageStatus(links, state)}
      <p class="small footnote">
        The device simulator and the outbox take the place of an Echo and a mail server. They answer only on
        this machine.
      </p>
    </main>`,
  );

/** The outbox page. Its script fills it and keeps it fresh. */
export const outboxPage = (): Written =>
  page(
    'Outbox · Second Yes at home',
    html`<div id="outbox"><noscript>The outbox needs JavaScript to stay fresh.</noscript></div>`,
  );

/** The page in a frame that draws an Echo's screen. */
export const screenPage = (): Written =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Screen</title>
        <link rel="stylesheet" href="/device.css" />
        <script src="/viewhost.js"></script>
        <script type="module" src="/device.js"></script>
      </head>
      <body class="screen-page">
        <div id="drawn"></div>
      </body>
    </html>`;

const MARK = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="9" />
  <path d="M6 17l5 5 8-11M15 20l2 2 9-12" />
</svg>`;

/** A page without a link to its icon makes browsers ask for /favicon.ico. */
export const ICON = html`<link
  rel="icon"
  href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%230b6356'/%3E%3Cpath d='M6 17l5 5 8-11M15 20l2 2 9-12' fill='none' stroke='white' stroke-width='3' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E"
/>`;

const page = (title: string, body: Written): Written =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f4f3ef" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#121517" media="(prefers-color-scheme: dark)" />
        <title>${title}</title>
        ${ICON}
        <link rel="stylesheet" href="/device.css" />
        <script type="module" src="/device.js"></script>
      </head>
      <body>
        ${body}
      </body>
    </html>`;
