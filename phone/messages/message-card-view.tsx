import { useEffect, useRef } from 'preact/hooks';
import type { MessageView } from '../../core/api/message-routes.ts';
import { AnsweredCard } from './answered-card.tsx';
import { describeAnswer } from './describe-answer.ts';
import { describeStatus } from './message-card.ts';
import { OpenCard } from './open-card.tsx';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { announce } from '../ui/toast.tsx';

/** The card of a message under Waiting: whole while the owner can answer it, and small from then on. */
export function MessageCardView({ session, view }: { session: Session; view: MessageView }) {
  const state = useObservable(session.state);
  const slot = useRef<HTMLDivElement>(null);
  const isActedOn = useRef(false);
  const isShown = useRef(false);
  const answering = state.answers.get(view.id);

  useEffect(() => {
    if (!isShown.current) return void (isShown.current = true);
    const looking = { me: session.identity.phone, trust: getTrustList(state), now: session.now() };
    const status = describeStatus(view, looking);
    const said = describeAnswer(answering, status, looking) ?? status;
    if (said !== '') announce(said);
  }, [view.state, answering]);

  // The button that had the focus is gone: the focus goes to what can be done next, or to the card.
  useEffect(() => {
    if (!isActedOn.current) return;
    isActedOn.current = false;
    const card = slot.current?.querySelector('article');
    const next = card?.querySelector<HTMLElement>('[data-next]') ?? card;
    next?.focus({ preventScroll: true });
  }, [view.state]);

  return (
    <div
      ref={slot}
      onClick={() => void (isActedOn.current = true)}
      onFocusIn={() => void (isActedOn.current = true)}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget !== null) isActedOn.current = false;
      }}
    >
      {view.state === 'rendering' || view.state === 'held' || view.state === 'unknown' ? (
        <OpenCard session={session} view={view} />
      ) : (
        <AnsweredCard session={session} view={view} />
      )}
    </div>
  );
}
