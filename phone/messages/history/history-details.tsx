import type { MessageView } from '../../../core/api/message-routes.ts';
import { Evidence } from '../story/evidence.tsx';
import { HistoryEntries } from './history-entries.tsx';
import { buildCard, roomNameOf } from '../message-card.ts';
import { isWaiting } from '../../../core/message/message.ts';
import { PlayerView } from '../player/player-view.tsx';
import { RecipientView } from '../recipient-view.tsx';
import type { Session } from '../../session/session.ts';
import { getTrustList } from '../../session/session-state.ts';
import { Folded } from '../../ui/folded.tsx';
import { formatMoment } from '../../ui/time-text.ts';
import { usePlayer } from '../player/use-player.ts';
import { useNow } from '../../ui/use-now.ts';
import { useObservable } from '../../session/observable.ts';
import { messageTexts } from '../../ui/texts.ts';

/** What a row of the history shows once it is opened: what happened to the message, and why. */
export function HistoryDetails({ session, view }: { session: Session; view: MessageView }) {
  const now = useNow(session.now);
  const trust = getTrustList(useObservable(session.state));
  const { recipient, status, offers } = buildCard(view, { me: session.identity.phone, trust, now });
  const player = usePlayer(session, view, { eager: false, listens: false });
  return (
    <div class="history-details">
      <header>
        <RecipientView recipient={recipient} />
      </header>
      <p class="meta">
        {roomNameOf(view)} · <time>{formatMoment(view.heldAt, now)}</time>
      </p>
      <p class="status">{status}</p>
      {isWaiting(view) && <a href={`#message=${view.id}`}>{messageTexts.history.answer}</a>}
      {view.recording && offers.play && view.state !== 'held' && (
        <PlayerView player={player} duration={view.recording.duration} />
      )}
      {view.sealProblem === undefined && <Evidence story={view.story} now={now} />}
      <Folded summary={<span>{messageTexts.card.history}</span>}>
        <HistoryEntries history={view.history} trust={trust} me={session.identity.phone} now={now} />
      </Folded>
    </div>
  );
}
