import { ContactsIcon, HistoryIcon, HouseIcon, WaitingIcon } from './icons.tsx';
import { words } from '../../core/text/en/phone.ts';

export type Tab = 'waiting' | 'history' | 'contacts' | 'house';

const TABS = [
  ['waiting', WaitingIcon],
  ['history', HistoryIcon],
  ['contacts', ContactsIcon],
  ['house', HouseIcon],
] as const;

/** Which tab an address names; Waiting where it names none. */
export const tabOf = (fragment: string): Tab =>
  TABS.find(([tab]) => fragment === `#${tab}`)?.[0] ?? 'waiting';

/** The four sections as links, so that the phone's own back goes back. */
export function Tabs({ current, waiting }: { current: Tab; waiting: number }) {
  return (
    <nav class="tabs" aria-label={words.tabs.label}>
      {TABS.map(([tab, Icon]) => (
        <a key={tab} href={`#${tab}`} aria-current={tab === current ? 'page' : undefined}>
          <Icon />
          <span>{words.tabs[tab]}</span>
          {tab === 'waiting' && waiting > 0 && (
            <span class="badge" aria-label={words.waitingCount(waiting)}>
              {waiting}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
