import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageId } from '../../core/household/ids.ts';
import { isOpen } from './message-filters.ts';
import { MessageCardView } from './message-card-view.tsx';
import type { PushState } from '../push/push.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { commonTexts, messageTexts, pushTexts } from '../ui/texts.ts';

/** The messages that need an answer or are being sent. A message that finishes stays until the screen is left. */
export function WaitingScreen({ session }: { session: Session }) {
  const state = useObservable(session.state);
  const seen = useRef(new Set<MessageId>());
  for (const view of state.messages ?? []) if (isOpen(view)) seen.current.add(view.id);
  const shown = state.messages?.filter(({ id }) => seen.current.has(id));
  const noContacts = getTrustList(state)?.contacts.size === 0;
  const text = messageTexts.waiting;
  const [pushState, setPushState] = useState<PushState>();
  useEffect(() => void session.push.getState().then(setPushState), []);
  return (
    <>
      <h1>{text.title}</h1>
      {pushState === 'not-asked' && !noContacts && (
        <p class="hint">
          {pushTexts.settings.off} <a href="#settings">{pushTexts.settings.turnOn}</a>
        </p>
      )}
      {shown?.map(view => (
        <ErrorBoundary key={view.id}>
          <MessageCardView session={session} view={view} />
        </ErrorBoundary>
      ))}
      {shown === undefined && !state.trouble && <p class="muted">{commonTexts.loading}</p>}
      {shown?.length === 0 && (
        <div class="empty">
          <p class="empty-title">{text.empty}</p>
          <p>{noContacts ? text.noContacts : text.emptyHint}</p>
          {noContacts && (
            <a class="button" href="#contacts">
              {text.addContact}
            </a>
          )}
        </div>
      )}
    </>
  );
}
