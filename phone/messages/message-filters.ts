import type { TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/views.ts';
import { words } from '../../core/text/en/phone.ts';

/** Whether a message is what somebody looks for: all words that were typed stand in its contact, room or state. */
export function isFound(view: MessageView, sought: string, trust: TrustList | undefined): boolean {
  const id = view.answer?.contact ?? view.contact;
  const name = id === undefined ? '' : (trust?.contacts.get(id)?.name ?? '');
  const text = [name, view.room.name, words.message.state[view.state]].join(' ').toLocaleLowerCase();
  return sought
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
