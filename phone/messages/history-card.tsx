import type { MessageView } from '../../core/api/views.ts';
import { Happenings } from './history-entries.tsx';
import { cardOf } from './message-card.ts';
import { PlayerView } from './player/player-view.tsx';
import { recipientName, RecipientView } from './recipient-view.tsx';
import type { Session } from '../session/session.ts';
import { trusted } from '../session/session-state.ts';
import { surenessOf } from './story-text.ts';
import { StoryView } from './story-view.tsx';
import { momentText } from '../ui/time-text.ts';
import { usePlayer } from './player/use-player.ts';
import { useNow } from '../ui/use-now.ts';
import { useWatched } from '../session/observable.ts';
import { words } from '../../core/text/en/phone.ts';

/** A message that is over or under way: what became of it and why. */
export function HistoryEntry({ session, view }: { session: Session; view: MessageView }) {
  const now = useNow(session.now);
  const trust = trusted(useWatched(session.state));
  const { recipient, status, offers } = cardOf(view, { me: session.identity.phone, trust, now });
  const player = usePlayer(session, view, { eager: false, listens: false });
  const sure = surenessOf(view.story);
  return (
    <article
      class="card entry"
      aria-label={words.message.label(recipientName(recipient))}
      data-state={view.state}
      data-message={view.id}
    >
      <header>
        <RecipientView recipient={recipient} heading="h2" />
        <p class={`pill ${view.state}`}>{words.message.state[view.state]}</p>
      </header>
      <p class="meta">
        {view.room.name} · <time>{momentText(view.heldAt, now)}</time>
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
          <span class="more">{words.message.details}</span>
        </summary>
        <StoryView story={view.story} now={now} />
      </details>
      <details>
        <summary>
          <span>{words.message.history}</span>
        </summary>
        <Happenings history={view.history} trust={trust} me={session.identity.phone} now={now} />
      </details>
    </article>
  );
}
