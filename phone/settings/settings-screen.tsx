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
import { settingsTexts } from './settings-texts.ts';

/** All settings of the household. `leave` is called when this phone no longer belongs to it. */
export function SettingsScreen({ session, leave }: { session: Session; leave: () => void }) {
  return (
    <>
      <h1>{settingsTexts.title}</h1>
      <ErrorBoundary>
        <RoomsSection session={session} />
      </ErrorBoundary>
      <ErrorBoundary>
        <PhonesSection session={session} leave={leave} />
      </ErrorBoundary>
      <ErrorBoundary>
        <NotificationsSection session={session} />
      </ErrorBoundary>
      <ErrorBoundary>
        <PasskeysSection session={session} />
      </ErrorBoundary>
      <ErrorBoundary>
        <SettingsSection session={session} />
      </ErrorBoundary>
      <ErrorBoundary>
        <StoppedSection session={session} />
      </ErrorBoundary>
      <ErrorBoundary>
        <ActivitySection session={session} />
      </ErrorBoundary>
      <ErrorBoundary>
        <DataSection session={session} leave={leave} />
      </ErrorBoundary>
      <ErrorBoundary>
        <ServerSection session={session} />
      </ErrorBoundary>
    </>
  );
}
