import { useEffect, useState } from 'preact/hooks';
import type { MessageId } from '../core/household/ids.ts';
import { type PairAgain, SessionBanner } from './session/session-banner.tsx';
import { HistoryScreen } from './messages/history/history-screen.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { LazyScreen } from './ui/lazy-screen.tsx';
import { isWaiting } from '../core/message/message.ts';
import { isShownAsWaiting } from './messages/history/message-filters.ts';
import { poll, REFRESH_EVERY } from './session/poll.ts';
import { closeNotifications } from './push/browser-push.ts';
import type { Session } from './session/session.ts';
import { parseMessageId, parseSettingsPage, parseTab } from './ui/page-address.ts';
import { Tabs } from './ui/tabs.tsx';
import { useObservable } from './session/observable.ts';
import { WaitingScreen } from './messages/waiting-screen.tsx';
import { commonTexts, sessionTexts } from './ui/texts.ts';

const loadContactsScreen = async () => (await import('./contacts/contacts-screen.tsx')).ContactsScreen;
const loadSettingsScreen = async () => (await import('./settings/settings-screen.tsx')).SettingsScreen;

type Props = { session: Session; newId: () => string; pairAgain: PairAgain };

/** The app of a paired phone. */
export function PairedApp({ session, newId, pairAgain }: Props) {
  const { messages = [], trust } = useObservable(session.state);
  const [tab, setTab] = useState(() => parseTab(location.hash));
  const [page, setPage] = useState(() => parseSettingsPage(location.hash));
  const [wanted, setWanted] = useState(() => parseMessageId(location.hash));
  useEffect(() => {
    const follow = () => {
      setTab(parseTab(location.hash));
      setPage(parseSettingsPage(location.hash));
      setWanted(parseMessageId(location.hash));
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  useEffect(
    () => poll(() => session.refresh({ settings: tab === 'settings' }), REFRESH_EVERY),
    [session, tab],
  );
  useEffect(() => window.scrollTo(0, 0), [tab, page]);
  const known = messages.find(({ id }) => id === wanted);
  // A notification opened the app: shows its message under Waiting, or under History if it is finished.
  useEffect(() => {
    if (!known) return;
    setTab(isShownAsWaiting(known) ? 'waiting' : 'history');
    requestAnimationFrame(() => scrollToMessage(known.id));
  }, [known?.id]);
  const over = messages.flatMap(one => (isShownAsWaiting(one) ? [] : [one.id]));
  useEffect(() => void closeNotifications(new Set(over)), [over.join()]);
  const waiting = messages.filter(isWaiting).length;
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${commonTexts.product}` : commonTexts.product;
  }, [waiting]);

  // A phone that was removed has nothing to show and nothing to do but to pair again.
  if (trust.is === 'failing' && (trust.why === 'revoked' || trust.why === 'not-paired'))
    return (
      <main class="pair">
        <p class="brand">{commonTexts.product}</p>
        <h1>{sessionTexts.notPairedTitle}</h1>
        <SessionBanner session={session} pairAgain={pairAgain} />
      </main>
    );
  return (
    <div class="app">
      <Tabs current={tab} waiting={waiting} />
      <main>
        <SessionBanner session={session} pairAgain={pairAgain} />
        {trust.is === 'loading' && tab !== 'settings' && <p class="muted">{sessionTexts.trust.loading}</p>}
        <ErrorBoundary key={tab}>
          {tab === 'waiting' && <WaitingScreen session={session} />}
          {tab === 'history' && <HistoryScreen session={session} />}
          {tab === 'contacts' && <LazyScreen load={loadContactsScreen} props={{ session, newId }} />}
          {tab === 'settings' && (
            <LazyScreen load={loadSettingsScreen} props={{ session, page, leave: pairAgain }} />
          )}
        </ErrorBoundary>
      </main>
    </div>
  );
}

/** Scrolls to a message and moves the focus, so that a screen reader goes there too. Its row may come some frames later. */
function scrollToMessage(id: MessageId, frames = 10): void {
  const card = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);
  if (!card) {
    if (frames > 0) requestAnimationFrame(() => scrollToMessage(id, frames - 1));
    return;
  }
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'start' });
}
