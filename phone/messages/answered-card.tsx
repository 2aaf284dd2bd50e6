import type { MessageView } from '../../core/api/message-routes.ts';
import { describeAnswer } from './describe-answer.ts';
import { buildCard } from './message-card.ts';
import { labelMessage, titleRecipient } from './recipient-view.tsx';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { useNow } from '../ui/use-now.ts';
import { messageTexts } from '../ui/texts.ts';

/**
 * A message that was answered or has ended. It stays where it was, so that nothing below it moves again, and it can be
 * taken back as long as that is possible.
 */
export function AnsweredCard({ session, view }: { session: Session; view: MessageView }) {
  const state = useObservable(session.state);
  const now = useNow(session.now);
  const looking = { me: session.identity.phone, trust: getTrustList(state), now };
  const { recipient, status, offers } = buildCard(view, looking);
  const answering = state.answers.get(view.id);
  const text = messageTexts.card;
  return (
    <article
      class="card answered"
      tabIndex={-1}
      aria-label={labelMessage(recipient)}
      data-state={view.state}
      data-message={view.id}
    >
      <header>
        <h2 dir="auto">{titleRecipient(recipient)}</h2>
        <p class={`pill ${view.state}`}>{text.state[view.state]}</p>
      </header>
      <p class="status">{describeAnswer(answering, status, looking) ?? status}</p>
      {offers.undo && (
        <div class="actions">
          <button
            type="button"
            class="wide"
            data-next
            disabled={answering?.is === 'asking' && answering.type === 'undo'}
            onClick={() => void session.answers.undo(view)}
          >
            {text.undo}
          </button>
        </div>
      )}
    </article>
  );
}
