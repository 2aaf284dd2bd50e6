import type { ComponentType } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ActivitySection } from './activity-section.tsx';
import { DataSection } from './data-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { PasskeysSection } from './passkeys-section.tsx';
import { PhonesSection } from './phones-section.tsx';
import { RoomsSection } from './rooms-section.tsx';
import type { Session } from '../session/session.ts';
import { ServerSection } from './server-section.tsx';
import { SettingsSection } from './settings-section.tsx';
import { StoppedSection } from './stopped-section.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { SETTINGS_PAGES, type SettingsPage } from '../ui/page-address.ts';
import { settingsTexts } from './settings-texts.ts';

// The paused rooms and recording again are loaded with this script. With scripts of their own, the bundler would move
// more of the code that all of them share out of the app's first script.
export { PausedRooms } from './paused-rooms.tsx';
export { RecordAgain } from '../messages/record-again.tsx';

type SectionProps = { session: Session; leave: (why?: 'erased') => void };

/** What is looked at often is on the first page of Settings. */
const FIRST: readonly ComponentType<SectionProps>[] = [RoomsSection, PhonesSection, NotificationsSection];

/** The rest is behind a row each. */
const PAGES: Record<SettingsPage, ComponentType<SectionProps>> = {
  rules: SettingsSection,
  passkeys: PasskeysSection,
  stopped: StoppedSection,
  activity: ActivitySection,
  data: DataSection,
  server: ServerSection,
};

/** The settings of the household. `leave` is called when this phone no longer belongs to it. */
export function SettingsScreen({ page, ...props }: SectionProps & { page: SettingsPage | undefined }) {
  const back = useRef<HTMLAnchorElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const before = useRef(page);
  // The link that had the focus is gone: the focus goes to the way back, or back to the row. It moves before the next
  // key can be pressed. Otherwise it would leave what that key has opened.
  useLayoutEffect(() => {
    const left = before.current;
    before.current = page;
    if (page !== undefined) back.current?.focus({ preventScroll: true });
    else if (left !== undefined)
      list.current?.querySelector<HTMLElement>(`[href="#settings/${left}"]`)?.focus();
  }, [page]);
  const text = settingsTexts;
  if (page !== undefined) {
    const Section = PAGES[page];
    return (
      <>
        <a class="back" href="#settings" ref={back} aria-label={text.back}>
          <span aria-hidden="true">‹ </span>
          {text.title}
        </a>
        <ErrorBoundary key={page}>
          <Section {...props} />
        </ErrorBoundary>
      </>
    );
  }
  return (
    <>
      <h1>{text.title}</h1>
      {FIRST.map((Section, place) => (
        <ErrorBoundary key={place}>
          <Section {...props} />
        </ErrorBoundary>
      ))}
      <nav aria-label={text.more}>
        <ul class="rows" ref={list}>
          {SETTINGS_PAGES.map(one => (
            <li key={one}>
              <a class="line" href={`#settings/${one}`}>
                <span class="page-name">{text[one].title}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
