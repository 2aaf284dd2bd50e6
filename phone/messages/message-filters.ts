import type { TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/views.ts';
import { messageTexts } from '../ui/texts.ts';

/** Whether a message is what somebody looks for: all words that were typed stand in its contact, room or state. */
export function matchesSearch(view: MessageView, sought: string, trust: TrustList | undefined): boolean {
  const id = view.answer?.contact ?? view.contact;
  const name = id === undefined ? '' : (trust?.contacts.get(id)?.name ?? '');
  const text = [name, view.room.name, messageTexts.card.state[view.state]].join(' ').toLocaleLowerCase();
  return sought
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

/** Whether a message still needs its owner or is under way: it is shown under Waiting. */
export const isOpen = ({ state, erased }: Pick<MessageView, 'state' | 'erased'>): boolean =>
  state === 'rendering' ||
  state === 'held' ||
  state === 'released' ||
  state === 'sending' ||
  (state === 'unknown' && !erased);

/** Whether it waits for an answer of its owner. */
export const isWaiting = ({ state }: Pick<MessageView, 'state'>): boolean =>
  state === 'rendering' || state === 'held';
