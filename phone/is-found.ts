import type { TrustList } from '../lambda/approval/trust-list.ts';
import type { MessageView } from '../lambda/companion/views.ts';
import { words } from './words.ts';

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
