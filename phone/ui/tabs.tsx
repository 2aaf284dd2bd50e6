import type { ComponentType } from 'preact';
import { ContactsIcon, HistoryIcon, SettingsIcon, WaitingIcon } from './icons.tsx';
import { type Tab, TABS } from './page-address.ts';
import { commonTexts } from './texts.ts';

const ICONS: Record<Tab, ComponentType> = {
  waiting: WaitingIcon,
  history: HistoryIcon,
  contacts: ContactsIcon,
  settings: SettingsIcon,
};

/** Links to the sections of the app. They are links, so that the phone's back button works. */
export function Tabs({ current, waiting }: { current: Tab; waiting: number }) {
  return (
    <nav class="tabs" aria-label={commonTexts.tabsLabel}>
      {TABS.map(tab => {
        const Icon = ICONS[tab];
        return (
          <a key={tab} href={`#${tab}`} aria-current={tab === current ? 'page' : undefined}>
            <Icon />
            <span>{commonTexts.tabs[tab]}</span>
            {tab === 'waiting' && waiting > 0 && (
              <span class="badge" aria-label={commonTexts.waitingCount(waiting)}>
                {waiting}
              </span>
            )}
          </a>
        );
      })}
    </nav>
  );
}
