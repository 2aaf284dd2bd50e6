import type { TrustList } from '../../../core/approval/trust-list.ts';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { isWaiting } from '../../../core/message/message.ts';
import { contactIdOf, roomNameOf } from '../message-card.ts';
import { messageTexts } from '../../ui/texts.ts';

/** Whether each word of a search is in the name of the message's contact, its room or its state. */
export function matchesSearch(view: MessageView, search: string, trust: TrustList | undefined): boolean {
  const id = contactIdOf(view);
  const name = id === undefined ? '' : (trust?.contacts.get(id)?.name ?? '');
  const text = [name, roomNameOf(view), messageTexts.card.state[view.state]].join(' ').toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

/** Whether a message is shown under Waiting: it needs an answer, it is being sent, or its discard can be taken back. */
export const isShownAsWaiting = (view: Pick<MessageView, 'state' | 'erased' | 'undoUntil'>): boolean =>
  view.undoUntil !== undefined ||
  isWaiting(view) ||
  view.state === 'released' ||
  view.state === 'sending' ||
  (view.state === 'unknown' && !view.erased);
