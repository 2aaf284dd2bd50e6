import { html } from 'hono/html';
import type { HouseholdSummary } from './household-summary.ts';
import type { PageLinks, Written } from './pages.ts';

/**
 * The status of the household and the home server: phones, contacts, messages waiting, sent and stopped today, mail,
 * real Echos.
 */
export const startPageStatus = (links: PageLinks, state: HouseholdSummary): Written =>
  html`<section class="panel standing" id="status" aria-labelledby="status-title">
    <h2 id="status-title">Your household</h2>
    <dl class="figures">
      ${figure(state.waiting, 'waiting', 'for your answer')}
      ${figure(state.today.sent, 'sent', 'today, each after a yes')}
      ${figure(state.today.stopped, 'stopped', 'today, nothing recorded')}
    </dl>
    <dl class="facts">
      ${fact('Phones', phonesOf(state))} ${fact('Contacts', contactsOf(state))}
      ${fact('Mail', mailOf(links, state))} ${fact('Real Echos', echosOf(state))}
    </dl>
  </section>`;

const figure = (count: number, what: string, more: string): Written =>
  html`<div>
    <dt>${what} <span class="small">${more}</span></dt>
    <dd>${count}</dd>
  </div>`;

const fact = (name: string, text: Written | string): Written =>
  html`<div>
    <dt>${name}</dt>
    <dd>${text}</dd>
  </div>`;

const phonesOf = ({ phones }: HouseholdSummary): string =>
  phones.length === 0 ? 'No phone paired yet, so nobody can say yes.' : listed(phones);

const contactsOf = ({ contacts, phones }: HouseholdSummary): string =>
  contacts > 0
    ? contacts === 1
      ? '1 contact'
      : `${contacts} contacts`
    : phones.length > 0
      ? 'None yet. Add one in the phone app.'
      : 'None yet.';

const mailOf = ({ outbox }: PageLinks, { mail }: HouseholdSummary): Written =>
  mail.to === 'server'
    ? html`Sent messages go out through <code>${mail.host}</code>.`
    : html`Sent messages stay in the <a href="${outbox}">outbox</a>. Set <code>SMTP_URL</code> to send them.`;

const echosOf = ({ echos }: HouseholdSummary): Written =>
  'at' in echos
    ? html`They reach Second Yes at <code>${echos.at}</code>.`
    : html`They cannot reach Second Yes yet. Set ${joined(echos.missing)} for that.`;

const joined = (names: readonly string[]): Written =>
  html`${names.map(
    (name, index) =>
      html`${index > 0 ? ' and ' : ''}<code>${name}</code>${name === 'PUBLIC_URL' ? ' (https)' : ''}`,
  )}`;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
