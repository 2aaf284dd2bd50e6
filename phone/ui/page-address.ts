import type { MessageId } from '../../core/household/ids.ts';

export const TABS = ['waiting', 'history', 'contacts', 'settings'] as const;
export type Tab = (typeof TABS)[number];

/** The tab in the fragment of an address; Waiting if there is none. */
export const parseTab = (fragment: string): Tab => TABS.find(tab => fragment === `#${tab}`) ?? 'waiting';

/** The message in a fragment `#message=…`, which a notification opens. */
export const parseMessageId = (fragment: string): MessageId | undefined =>
  (new URLSearchParams(fragment.replace(/^#/, '')).get('message') ?? undefined) as MessageId | undefined;
