import type { MessageId } from '../../core/household/ids.ts';

export const TABS = ['waiting', 'history', 'contacts', 'settings'] as const;
export type Tab = (typeof TABS)[number];

/** The pages behind the rows of Settings. Each is at `#settings/…`. */
export const SETTINGS_PAGES = ['rules', 'passkeys', 'stopped', 'activity', 'data', 'server'] as const;
export type SettingsPage = (typeof SETTINGS_PAGES)[number];

/** The tab in the fragment of an address; Waiting if there is none. */
export const parseTab = (fragment: string): Tab =>
  TABS.find(tab => fragment.split('/')[0] === `#${tab}`) ?? 'waiting';

/** The page of Settings in a fragment; undefined for their first page. */
export const parseSettingsPage = (fragment: string): SettingsPage | undefined =>
  SETTINGS_PAGES.find(page => fragment === `#settings/${page}`);

/** The message in a fragment `#message=…`, which a notification opens. */
export const parseMessageId = (fragment: string): MessageId | undefined =>
  (new URLSearchParams(fragment.replace(/^#/, '')).get('message') ?? undefined) as MessageId | undefined;
