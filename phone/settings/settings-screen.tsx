import { ActivitySection } from './activity-section.tsx';
import { DataSection } from './data-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { PasskeysSection } from './passkeys-section.tsx';
import { PhonesSection } from './phones-section.tsx';
import { RoomsSection } from './rooms-section.tsx';
import type { Session } from '../session/session.ts';
import { SettingsSection } from './settings-section.tsx';
import { StoppedSection } from './stopped-section.tsx';
import { settingsTexts } from './settings-texts.ts';

/** All settings of the household. `leave` is called when this phone no longer belongs to it. */
export function SettingsScreen({ session, leave }: { session: Session; leave: () => void }) {
  return (
    <>
      <h1>{settingsTexts.title}</h1>
      <RoomsSection session={session} />
      <PhonesSection session={session} leave={leave} />
      <NotificationsSection session={session} />
      <PasskeysSection session={session} />
      <SettingsSection session={session} />
      <StoppedSection session={session} />
      <ActivitySection session={session} />
      <DataSection session={session} leave={leave} />
    </>
  );
}
