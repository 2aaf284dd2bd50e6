import { html } from 'hono/html';

/** Where things are; `pairing` while the house has no phone. */
export type Addresses = { phone: string; echo: string; outbox: string; pairing?: string | undefined };

type Written = ReturnType<typeof html>;

/** The small page that everything at home starts from. */
export const homePage = ({ phone, echo, outbox, pairing }: Addresses): Written =>
  page(
    'Second Yes at home',
    html`<main class="start">
      <h1>Second Yes <small>at home</small></h1>
      <p class="lead">
        You speak to the Echo. What it recorded leaves the house only after a second yes, given on your phone.
      </p>
      <ol class="doors">
        <li>
          ${
            pairing
              ? html`<a class="door first" href="${pairing}"
                  ><strong>Pair this browser as your phone</strong
                  ><span>No phone is paired yet. The link works once, for ten minutes.</span></a
                >`
              : html`<a class="door" href="${phone}"
                  ><strong>Phone app</strong
                  ><span>Listen to what waits, and say yes or no. Add contacts.</span></a
                >`
          }
        </li>
        <li>
          <a class="door" href="${echo}"
            ><strong>Echo page</strong><span>An Echo to talk to, with a microphone of its own.</span></a
          >
        </li>
        <li>
          <a class="door" href="${outbox}"
            ><strong>Outbox</strong><span>What was released, as your contacts would get it.</span></a
          >
        </li>
      </ol>
      <p class="note">
        The Echo page and the outbox are stand-ins for an Echo and a mail server. They answer on this machine
        only.
      </p>
    </main>`,
  );

/** The page of the outbox; its script fills it and keeps it fresh. */
export const outboxPage = (): Written =>
  page(
    'Outbox',
    html`<div id="outbox"><noscript>The outbox needs JavaScript to stay fresh.</noscript></div>`,
    true,
  );

const page = (title: string, body: Written, script = false): Written =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/echo.css" />
        ${script ? html`<script type="module" src="/echo.js"></script>` : ''}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
