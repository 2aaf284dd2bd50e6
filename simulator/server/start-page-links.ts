import { html } from 'hono/html';
import type { Instant } from '../../core/household/instant.ts';
import type { HouseholdSummary } from './household-summary.ts';
import type { PageLinks, Written } from './pages.ts';

/** The links of the start page: the phone app (or how to pair a phone), the device simulator, the outbox. */
export const startPageLinks = (links: PageLinks, state: HouseholdSummary, now: Instant): Written =>
  html`<ul class="doors" id="links">
    <li>${state.pairing ? pairing(state.pairing, now) : phone(links, state)}</li>
    <li>
      <a class="door" href="${links.echo}">
        ${ECHO}<strong>Device simulator</strong>
        <span>An Echo to talk to, with scenarios to play. See the evidence, turn by turn.</span>
      </a>
    </li>
    <li>
      <a class="door" href="${links.outbox}">
        ${OUTBOX}<strong>Outbox</strong>
        <span>What was sent, just as your contacts would get it.</span>
      </a>
    </li>
  </ul>`;

const phone = (links: PageLinks, { waiting }: HouseholdSummary): Written =>
  html`<a class="door" href="${links.phone}">
    ${PHONE}<strong>Phone app ${waiting > 0 ? html`<b class="count">${waiting} waiting</b>` : ''}</strong>
    <span>Listen to what waits, then say yes or no.</span>
  </a>`;

const pairing = ({ link, code, until }: NonNullable<HouseholdSummary['pairing']>, now: Instant): Written =>
  html`<a class="door first" href="${link}">
      ${PHONE}<strong>Pair this browser as your phone</strong>
      <span>No phone is paired yet. Start here.</span>
    </a>
    <p class="code">
      or type this code in the phone app: <strong>${code}</strong>
      <span class="small">It works once, and ${minutesLeft(until, now)}.</span>
    </p>`;

/** Whole minutes: the page then changes once a minute at most. */
function minutesLeft(until: Instant, now: Instant): string {
  const left = Math.max(1, Math.ceil((until - now) / 60_000));
  return left === 1 ? 'for one more minute' : `for ${left} more minutes`;
}

const icon = (path: string): Written =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}" /></svg>`;

const PHONE = icon(
  'M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM9.5 12.5l2 2 3.5-4.5',
);
const ECHO = icon('M4 8c0-2.2 3.6-4 8-4s8 1.8 8 4-3.6 4-8 4-8-1.8-8-4zM4 8v8c0 2.2 3.6 4 8 4s8-1.8 8-4V8');
const OUTBOX = icon('M4 6h16v12H4zM4.5 6.5L12 13l7.5-6.5');
