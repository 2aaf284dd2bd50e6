import { useLayoutEffect, useRef } from 'preact/hooks';
import type { MessageView } from '../../core/api/message-routes.ts';
import type { MessageId } from '../../core/household/ids.ts';
import { FirstMessage } from './first-message.tsx';
import { guardMovedButtons } from './guard-moved-buttons.ts';
import { isWaiting } from '../../core/message/message.ts';
import { isShownAsWaiting } from './history/message-filters.ts';
import { MessageCardView } from './message-card-view.tsx';
import { NewMessages } from './new-messages.tsx';
import { useNotifications } from '../push/use-notifications.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { LazyScreen } from '../ui/lazy-screen.tsx';
import { commonTexts, messageTexts, pushTexts } from '../ui/texts.ts';

const loadPausedRooms = async () => (await import('../settings/settings-screen.tsx')).PausedRooms;

/**
 * The messages that need an answer or are being sent. Their order never changes while the screen is shown: a new message
 * comes last, and one that finishes stays in its place until the screen is left.
 */
export function WaitingScreen({ session }: { session: Session }) {
  const { messages, trouble, ...state } = useObservable(session.state);
  const order = useRef<MessageId[]>([]);
  const list = useRef<HTMLDivElement>(null);
  const first = useRef<number | undefined>(undefined);
  order.current.push(...findNew(messages ?? [], order.current));
  if (messages !== undefined) first.current ??= order.current.length;
  const byId = new Map(messages?.map(view => [view.id, view]));
  const shown = order.current.flatMap(id => byId.get(id) ?? []);
  const noContacts = getTrustList({ ...state, messages, trouble })?.contacts.size === 0;
  const accidents = (messages ?? []).filter(
    ({ answer }) => answer?.type === 'discard' && answer.notMe,
  ).length;
  const text = messageTexts.waiting;
  useLayoutEffect(() => guardMovedButtons(list.current as HTMLElement), []);
  return (
    <>
      <h1>{text.title}</h1>
      {!noContacts && messages?.length !== 0 && <AskForNotifications session={session} />}
      <div class="cards" ref={list}>
        {shown.map(view => (
          <ErrorBoundary key={view.id}>
            <MessageCardView session={session} view={view} />
          </ErrorBoundary>
        ))}
      </div>
      {accidents > 0 && <LazyScreen load={loadPausedRooms} props={{ session, accidents }} />}
      <NewMessages ids={order.current.slice(first.current)} />
      {messages === undefined && !trouble && <p class="muted">{commonTexts.loading}</p>}
      <FirstMessage session={session} />
      {messages !== undefined && shown.length === 0 && (
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

/** The messages that are not in the list yet, in the order to show them: those that wait first, then the oldest first. */
const findNew = (messages: readonly MessageView[], known: readonly MessageId[]): MessageId[] =>
  messages
    .filter(view => isShownAsWaiting(view) && !known.includes(view.id))
    .sort(
      (a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || a.heldAt - b.heldAt || (a.id < b.id ? -1 : 1),
    )
    .map(({ id }) => id);

/** Offers to turn on notifications, and says why that is not possible where the browser refuses. */
function AskForNotifications({ session: { push } }: { session: Session }) {
  const { state, turnOn, asking } = useNotifications(push);
  const text = pushTexts.settings;
  if (state === 'denied') return <p class="hint">{text.state.denied}</p>;
  if (state !== 'not-asked') return null;
  return (
    <p class="hint">
      {text.off}{' '}
      <button type="button" class="link" disabled={asking !== undefined} onClick={() => void turnOn()}>
        {text.turnOn}
      </button>{' '}
      <span role="status">{asking}</span>
    </p>
  );
}
