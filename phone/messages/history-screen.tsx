import { useState } from 'preact/hooks';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Field } from '../ui/field.tsx';
import { HistoryCard } from './history-card.tsx';
import { matchesSearch } from './message-filters.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { commonTexts, messageTexts } from '../ui/texts.ts';

/** How many messages are shown at a time: a phone cannot render thousands smoothly. */
const PAGE = 30;

/** All messages, newest first. The owner can search by name, room and state. */
export function HistoryScreen({ session }: { session: Session }) {
  const state = useObservable(session.state);
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(0);
  const [busy, setBusy] = useState(false);
  const { messages, more } = state;
  const trust = getTrustList(state);
  const text = messageTexts.history;
  const found = (messages ?? []).filter(view => matchesSearch(view, search, trust));
  const first = page * PAGE;
  const isOlder = first + PAGE < found.length || more;

  async function turnTo(next: number): Promise<void> {
    if (busy) return;
    if (more && (next + 1) * PAGE > found.length) {
      setBusy(true);
      await session.loadOlder();
      setBusy(false);
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
      {found.slice(first, first + PAGE).map(view => (
        <ErrorBoundary key={view.id}>
          <HistoryCard session={session} view={view} />
        </ErrorBoundary>
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
