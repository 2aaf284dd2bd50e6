import type { MessageId } from '../../core/household/ids.ts';

export const TABS = ['waiting', 'history', 'contacts', 'settings'] as const;
export type Tab = (typeof TABS)[number];

/** Which tab an address names; Waiting where it names none. */
export const parseTab = (fragment: string): Tab => TABS.find(tab => fragment === `#${tab}`) ?? 'waiting';

/** Which message an address names, as a notification's does. */
export const parseMessageId = (fragment: string): MessageId | undefined =>
  (new URLSearchParams(fragment.replace(/^#/, '')).get('message') ?? undefined) as MessageId | undefined;
