import { useEffect, useRef, useState } from 'preact/hooks';
import type { Link } from '../../core/approval/link.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { AddressReport } from '../../core/api/address-routes.ts';
import { showServer } from '../../core/api/server-routes.ts';
import { type Channel, channels } from '../../core/household/channel.ts';
import type { Address, Contact } from '../../core/household/contact.ts';
import type { ContactId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { ContactForm } from './contact-form.tsx';
import { draftOf, emptyDraft, putLink, removeLink } from './contact-draft.ts';
import { FirstMessage } from '../messages/first-message.tsx';
import type { Problem } from '../session/problem.ts';
import { type ReportOf, useAddressReports } from './use-address-reports.ts';
import { findSimilarNames } from './similar-names.ts';
import { AddressView } from '../ui/address-view.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { useContactSearch } from '../ui/contact-search.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { showDone } from '../ui/toast.tsx';
import { formatMoment } from '../ui/time-text.ts';
import { commonTexts, contactTexts } from '../ui/texts.ts';
import { contactsScreenTexts } from './contacts-screen-texts.ts';

type Open = { is: 'add'; id: ContactId } | { is: 'edit' | 'remove'; id: ContactId } | undefined;

/** Adds, changes and removes contacts. It shows the contacts of the replayed trust list. */
export function ContactsScreen({ session, newId }: { session: Session; newId: () => string }) {
  const state = useObservable(session.state);
  const [open, setOpen] = useState<Open>();
  const trust = getTrustList(state);
  const reportOf = useAddressReports(session.api);
  const text = contactsScreenTexts;
  const contacts = [...(trust?.contacts.values() ?? [])];
  const [offered, setOffered] = useState<readonly Channel[]>(channels.slice(0, 1));
  useEffect(() => {
    void session.api
      .call(showServer, {})
      .then(answered => 'got' in answered && setOffered(answered.got.channels));
  }, [session]);
  const { field, isFound, sorted } = useContactSearch(contacts);
  const found = sorted.filter(contact => contact.id === open?.id || isFound(contact));

  // The form that had the focus is gone: the focus goes to the row of its contact, or to the heading.
  const heading = useRef<HTMLHeadingElement>(null);
  const closed = useRef<ContactId | undefined>(undefined);
  useEffect(() => {
    const left = closed.current;
    closed.current = open?.id;
    if (left === undefined || open !== undefined) return;
    const row = document.querySelector<HTMLElement>(`[data-contact="${CSS.escape(left)}"] .line`);
    (row ?? heading.current)?.focus({ preventScroll: true });
  }, [open]);

  async function sign(link: Link, done: string): Promise<string | undefined> {
    const problem = await session.appendLink(link);
    if (problem) return describeProblem(problem);
    setOpen(undefined);
    showDone(done);
    return undefined;
  }
  const formFor = (list: TrustList, contact?: Contact) => (
    <ContactForm
      key={open?.id}
      api={session.api}
      offered={offered}
      start={contact ? draftOf(contact) : emptyDraft(open?.id as ContactId)}
      others={contacts}
      save={saved =>
        sign(putLink(getTrustList(session.state.get()) ?? list, saved, session.now()), text.saved(saved.name))
      }
      close={() => setOpen(undefined)}
    />
  );

  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {text.title}
      </h1>
      <p class="muted">{text.about}</p>
      {trust && open?.is === 'add' && formFor(trust)}
      {trust && open?.is !== 'add' && (
        <button
          type="button"
          class="primary wide"
          onClick={() => setOpen({ is: 'add', id: newId() as ContactId })}
        >
          {text.add}
        </button>
      )}
      {trust && contacts.length === 0 && !open && (
        <div class="empty">
          <p class="empty-title">{text.empty}</p>
          <p>{text.emptyHint}</p>
        </div>
      )}
      {contacts.length === 1 && !open && <FirstMessage session={session} />}
      {field}
      {contacts.length > 0 && found.length === 0 && <p role="status">{contactTexts.noneFound}</p>}
      {trust && (
        <ul class="rows">
          {found.map(contact => (
            <li key={contact.id} data-contact={contact.id}>
              <ErrorBoundary>
                {open?.is === 'edit' && open.id === contact.id ? (
                  formFor(trust, contact)
                ) : (
                  <ContactRow
                    contact={contact}
                    reportOf={reportOf}
                    now={session.now()}
                    similar={findSimilarNames(contact, contacts).map(({ name }) => name)}
                    removing={open?.is === 'remove' && open.id === contact.id}
                    edit={() => setOpen({ is: 'edit', id: contact.id })}
                    askRemove={() => setOpen({ is: 'remove', id: contact.id })}
                    keep={() => setOpen(undefined)}
                    remove={() =>
                      sign(removeLink(trust, contact.id, session.now()), text.removed(contact.name))
                    }
                  />
                )}
              </ErrorBoundary>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

type RowProps = {
  contact: Contact;
  reportOf: ReportOf;
  now: Instant;
  /** The names of contacts that are easily mistaken for this one. */
  similar: readonly string[];
  removing: boolean;
  edit: () => void;
  askRemove: () => void;
  keep: () => void;
  remove: () => Promise<string | undefined>;
};

function ContactRow(props: RowProps) {
  const { contact, reportOf, now, similar, removing, edit, askRemove, keep, remove } = props;
  const { name, nicknames, addresses } = contact;
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const text = contactsScreenTexts;
  const reports = addresses.map(reportOf);
  const brief = (): string => {
    if (reports.some(one => one?.stopped)) return text.stoppedBriefly;
    if (reports.some(one => one?.bounced)) return text.bouncedBriefly;
    return similar.length > 0 ? text.soundsAlike : shownFirst(addresses);
  };
  async function confirm(): Promise<void> {
    if (busy) return;
    setBusy(true);
    setTrouble(await remove());
    setBusy(false);
  }
  return (
    <article aria-label={name}>
      <button type="button" class="line" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Avatar contact={contact} />
        <bdi class="who">{name}</bdi>
        <span class="words">{!isOpen && brief()}</span>
      </button>
      {isOpen && (
        <div class="contact-details">
          {similar.length > 0 && <p class="hint">{text.similar(similar.join(', '))}</p>}
          {nicknames.length > 0 && (
            <p class="muted" dir="auto">
              {text.also(nicknames.join(', '))}
            </p>
          )}
          {addresses.map((one, place) => (
            <p key={`${one.channel} ${one.address}`} class="address">
              <AddressView {...one} />
              <AddressNote report={reports[place]} now={now} />
            </p>
          ))}
          {!removing && (
            <div class="row-actions">
              <button type="button" class="quiet" aria-label={text.edit(name)} onClick={edit}>
                {commonTexts.edit}
              </button>
              <button type="button" class="quiet" aria-label={text.removeNamed(name)} onClick={askRemove}>
                {commonTexts.remove}
              </button>
            </div>
          )}
        </div>
      )}
      {removing && (
        <div class="confirm">
          <p>{text.removeSure(name)}</p>
          <p class="problem" role="status">
            {trouble}
          </p>
          <div class="actions">
            <button type="button" class="danger" disabled={busy} onClick={() => void confirm()}>
              {commonTexts.remove}
            </button>
            <button type="button" onClick={keep}>
              {commonTexts.cancel}
            </button>
          </div>
        </div>
      )}
    </article>
  );
}

const shownFirst = ([first]: readonly Address[]): string =>
  first ? contactTexts.channels[first.channel].shown(first.address) : '';
/** Why messages to an address stopped, or a mail came back. */
function AddressNote({ report, now }: { report: AddressReport | undefined; now: Instant }) {
  if (!report) return null;
  const { stopped, bounced } = report;
  return (
    <>
      {stopped && (
        <span class="hint">{contactsScreenTexts.stopped[stopped.by](formatMoment(stopped.at, now))}</span>
      )}
      {bounced && (
        <span class="hint">{contactsScreenTexts.bounced(formatMoment(bounced.at, now), bounced.reply)}</span>
      )}
    </>
  );
}

function describeProblem({ code, title }: Problem): string {
  if (code === 'trust-list-changed') return contactsScreenTexts.listChanged;
  return code === 'no-answer' ? contactsScreenTexts.notConfirmed : title;
}
