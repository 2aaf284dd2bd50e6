import type { MessageId } from '../../core/household/ids.ts';

/** Which message an address names, as a notification's does. */
export const messageIn = (fragment: string): MessageId | undefined =>
  (new URLSearchParams(fragment.replace(/^#/, '')).get('message') ?? undefined) as MessageId | undefined;

/** Brings a message into view, and those who listen to the page to it. */
export function showMessage(id: MessageId): void {
  const card = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);
  if (!card) return;
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'start' });
}
