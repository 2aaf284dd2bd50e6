import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TrustList } from '../../../core/approval/trust-list.ts';
import type { MessageView } from '../../../core/api/message-routes.ts';
import type { Instant } from '../../../core/household/instant.ts';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { Field } from '../../ui/field.tsx';
import { HistoryRow } from './history-row.tsx';
import { matchesSearch } from './message-filters.ts';
import type { Session } from '../../session/session.ts';
import { getTrustList } from '../../session/session-state.ts';
import { useObservable } from '../../session/observable.ts';
import { formatDay } from '../../ui/time-text.ts';
import { commonTexts, messageTexts } from '../../ui/texts.ts';

/** How many messages are shown at a time: a phone cannot render thousands smoothly. */
const PAGE = 50;
/** How many of them are rendered in one go: about a screen. A whole page would hold up a slow phone for 200 ms. */
const AT_ONCE = 17;

/** All messages, newest first. The owner can search by name, room and state. */
export function HistoryScreen({ session }: { session: Session }) {
  const state = useObservable(session.state);
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(0);
  const [busy, setBusy] = useState(false);
  const { messages, more } = state;
  const trust = getTrustList(state);
  const text = messageTexts.history;
  const findMatches = (all: typeof messages) =>
    (all ?? []).filter(view => matchesSearch(view, search, trust));
  const found = findMatches(messages);
  const first = page * PAGE;
  const rendered = useGrowing(Math.min(PAGE, found.length - first), `${page} ${search}`);
  const rowOf = useRows(session, trust);
  const isOlder = first + PAGE < found.length || more;

  async function turnTo(next: number): Promise<void> {
    if (busy) return;
    if (more && (next + 1) * PAGE > found.length) {
      setBusy(true);
      await session.loadOlder();
      setBusy(false);
      // There may have been no older messages.
      if (findMatches(session.state.get().messages).length <= next * PAGE) return;
    }
    setPage(next);
    window.scrollTo(0, 0);
  }

  return (
    <>
      <h1>{text.title}</h1>
      {messages !== undefined && messages.length > 0 && (
        <Field
          label={text.search}
          value={search}
          onValue={value => {
            setSearch(value);
            setPage(0);
          }}
        />
      )}
      {groupByDay(found.slice(first, first + rendered), session.now()).map(({ day, views }) => (
        <section key={day} aria-label={day}>
          <h2 class="day">{day}</h2>
          <div class="rows">{views.map(rowOf)}</div>
        </section>
      ))}
      {messages !== undefined && messages.length > 0 && found.length === 0 && (
        <p role="status">{text.nothingFound}</p>
      )}
      {(page > 0 || isOlder) && (
        <div class="actions">
          <button type="button" disabled={busy || page === 0} onClick={() => void turnTo(page - 1)}>
            {text.newer}
          </button>
          <button type="button" disabled={busy || !isOlder} onClick={() => void turnTo(page + 1)}>
            {busy ? commonTexts.loading : text.older}
          </button>
        </div>
      )}
      {messages?.length === 0 && (
        <div class="empty">
          <p class="empty-title">{text.empty}</p>
          <p>{text.emptyHint}</p>
        </div>
      )}
    </>
  );
}

/**
 * Gives how many of `whole` rows to render: the first, and soon some more, again and again. It begins again where
 * `what` changes.
 */
function useGrowing(whole: number, what: string): number {
  const [grown, setGrown] = useState({ what, rows: AT_ONCE });
  const rows = grown.what === what ? grown.rows : AT_ONCE;
  useEffect(() => {
    if (rows >= whole) return;
    const timer = setTimeout(() => setGrown({ what, rows: rows + AT_ONCE }));
    return () => clearTimeout(timer);
  }, [rows, whole, what]);
  return Math.min(rows, whole);
}

/** Renders a message as a row, and again only when the message or the trust list has changed. */
function useRows(session: Session, trust: TrustList | undefined): (view: MessageView) => VNode {
  const rows = useMemo(() => new WeakMap<MessageView, VNode>(), [session, trust]);
  return view => {
    const row = rows.get(view) ?? (
      <ErrorBoundary key={view.id}>
        <HistoryRow session={session} view={view} />
      </ErrorBoundary>
    );
    rows.set(view, row);
    return row;
  };
}

/** The messages under the days on which they were held. Both keep the order of the messages. */
function groupByDay(messages: readonly MessageView[], now: Instant): { day: string; views: MessageView[] }[] {
  const days = new Map<string, MessageView[]>();
  for (const view of messages) {
    const day = formatDay(view.heldAt, now);
    days.set(day, [...(days.get(day) ?? []), view]);
  }
  return [...days].map(([day, views]) => ({ day, views }));
}
