import { useState } from 'preact/hooks';
import type { MessageView } from '../lambda/companion/views.ts';
import { Field } from './field.tsx';
import { HistoryEntry } from './history-entry.tsx';
import { isFound } from './is-found.ts';
import type { Session } from './session.ts';
import { trusted } from './session-state.ts';
import { useWatched } from './use-watched.ts';
import { words } from './words.ts';

/** How many more are drawn at a time: thousands at once would make a phone stutter. */
const STEP = 30;

/** Every message, newest first, with what became of it and why; searched by name, room and state. */
export function HistoryScreen({ session }: { session: Session }) {
  const state = useWatched(session.state);
  const [sought, setSought] = useState('');
  const [drawn, setDrawn] = useState(STEP);
  const [busy, setBusy] = useState(false);
  const { messages, more } = state;
  const trust = trusted(state);
  const text = words.history;
  const found: readonly MessageView[] = (messages ?? []).filter(view => isFound(view, sought, trust));
  const isMore = drawn < found.length || more;

  async function showMore(): Promise<void> {
    setDrawn(drawn + STEP);
    if (drawn + STEP < found.length || !more) return;
    setBusy(true);
    await session.older();
    setBusy(false);
  }

  return (
    <>
      <h1>{text.title}</h1>
      {messages !== undefined && messages.length > 0 && (
        <Field
          label={text.search}
          value={sought}
          onValue={value => {
            setSought(value);
            setDrawn(STEP);
          }}
        />
      )}
      {found.slice(0, drawn).map(view => (
        <HistoryEntry key={view.id} session={session} view={view} />
      ))}
      {messages !== undefined && messages.length > 0 && found.length === 0 && (
        <p role="status">{text.nothingFound}</p>
      )}
      {isMore && (
        <button type="button" class="wide" disabled={busy} onClick={() => void showMore()}>
          {busy ? words.loading : text.older}
        </button>
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
