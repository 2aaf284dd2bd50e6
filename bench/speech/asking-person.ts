import type { Contact } from '../../core/household/contact.ts';
import type { ConversationPartner } from '../evaluate/replay.ts';
import type { FilledSlot, Request } from './envelopes.ts';
import { tell } from './forcing-platform.ts';
import { misheard } from './near-words.ts';
import type { Random } from './random.ts';
import { tokenize } from './speech-sets.ts';

/**
 * Somebody who wants to send a message, composed of a command, the contact's name whenever the Echo asks for it, and
 * the content, all misheard at a rate. A command that names its recipient is a one-shot with the contact's name in that
 * place. A command without a name opens the conversation, and the Echo asks "Who's it for?". The platform resolves a name
 * only if it hears exactly that name. A `sentence` is said in one breath instead.
 */
export function askingPerson(
  { namesRecipient, content, sentence }: { namesRecipient: boolean; content: string; sentence?: string },
  wanted: Contact,
  contacts: readonly Contact[],
  { noise, random }: { noise: number; random: Random },
): ConversationPartner {
  const hear = (text: string) => misheard(tokenize(text), noise, random).join(' ');
  const name = (): FilledSlot => {
    const value = hear(wanted.name);
    const resolved = contacts.find(one => one.name.toLowerCase() === value);
    return { value, ...(resolved && { resolved: { id: resolved.id, name: resolved.name } }) };
  };
  const send = (slots: Record<string, FilledSlot>): Request => ({
    type: 'IntentRequest',
    intent: 'SendMessageIntent',
    slots,
  });
  return {
    firstRequest: () =>
      sentence === undefined ? send(namesRecipient ? { recipient: name() } : {}) : tell(hear(sentence)),
    nextRequest(asked) {
      switch (asked) {
        case 'recipient':
          return send({ recipient: name() });
        case 'name-again':
          return send({ nameAgain: name() });
        case 'message':
          return send({ message: { value: hear(content) } });
        case 'nothing':
        case 'more':
          return undefined;
      }
    },
  };
}
