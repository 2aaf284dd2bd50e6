import { useState } from 'preact/hooks';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { HistoryDetails } from './history-details.tsx';
import { buildCard } from '../message-card.ts';
import { labelMessage, titleRecipient } from '../recipient-view.tsx';
import type { Session } from '../../session/session.ts';
import { getTrustList } from '../../session/session-state.ts';
import { formatTime } from '../../ui/time-text.ts';
import { useFirstWords } from '../use-first-words.ts';
import { messageTexts } from '../../ui/texts.ts';

/** A message in the history, as one line. It opens on demand, and stays open until it is closed. */
export function HistoryRow({ session, view }: { session: Session; view: MessageView }) {
  const [isOpen, setOpen] = useState(false);
  const trust = getTrustList(session.state.get());
  const { recipient } = buildCard(view, { me: session.identity.phone, trust, now: session.now() });
  const { row, words } = useFirstWords(session, view);
  return (
    <article
      ref={row}
      class="history-row"
      aria-label={labelMessage(recipient)}
      data-state={view.state}
      data-message={view.id}
    >
      <button type="button" class="line" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <bdi class="who">{titleRecipient(recipient)}</bdi>
        <span class="words" dir="auto">
          {words}
        </span>
        {view.state === 'delivered' ? (
          <span class="tick">
            <span aria-hidden="true">✓</span>
            <span class="unseen">{messageTexts.card.state.delivered}</span>
          </span>
        ) : (
          <span class={`pill ${view.state}`}>{messageTexts.card.state[view.state]}</span>
        )}
        <time>{formatTime(view.heldAt)}</time>
      </button>
      {isOpen && <HistoryDetails session={session} view={view} />}
    </article>
  );
}
