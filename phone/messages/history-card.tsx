import type { MessageView } from '../../core/api/message-routes.ts';
import { HistoryEntries } from './history-entries.tsx';
import { buildCard } from './message-card.ts';
import { PlayerView } from './player/player-view.tsx';
import { labelMessage, RecipientView } from './recipient-view.tsx';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { describeConfidence } from './confidence-text.ts';
import { LazyStoryView } from './lazy-story-view.tsx';
import { formatMoment } from '../ui/time-text.ts';
import { usePlayer } from './player/use-player.ts';
import { useNow } from '../ui/use-now.ts';
import { useObservable } from '../session/observable.ts';
import { messageTexts } from '../ui/texts.ts';

/** A message in the history: what happened to it, and why. */
export function HistoryCard({ session, view }: { session: Session; view: MessageView }) {
  const now = useNow(session.now);
  const trust = getTrustList(useObservable(session.state));
  const { recipient, status, offers } = buildCard(view, { me: session.identity.phone, trust, now });
  const player = usePlayer(session, view, { eager: false, listens: false });
  const sure = describeConfidence(view.story);
  return (
    <article
      class="card entry"
      aria-label={labelMessage(recipient)}
      data-state={view.state}
      data-message={view.id}
    >
      <header>
        <RecipientView recipient={recipient} />
        <p class={`pill ${view.state}`}>{messageTexts.card.state[view.state]}</p>
      </header>
      <p class="meta">
        {view.room.name} · <time>{formatMoment(view.heldAt, now)}</time>
      </p>
      <p class="status">{status}</p>
      {view.recording && offers.play && view.state !== 'held' && (
        <PlayerView player={player} duration={view.recording.duration} />
      )}
      <details>
        <summary>
          <span>
            {sure.inWords} <span class="percent">{sure.percent}</span>
          </span>
          <span class="more">{messageTexts.card.details}</span>
        </summary>
        <LazyStoryView story={view.story} now={now} />
      </details>
      <details>
        <summary>
          <span>{messageTexts.card.history}</span>
        </summary>
        <HistoryEntries history={view.history} trust={trust} me={session.identity.phone} now={now} />
      </details>
    </article>
  );
}
