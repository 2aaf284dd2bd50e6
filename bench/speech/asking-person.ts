import type { Contact } from '../../core/household/contact.ts';
import type { FilledSlot, Request } from './envelopes.ts';
import { misheard } from './near-words.ts';
import type { Random } from './random.ts';
import type { Other } from '../evaluate/replay.ts';
import { tokens } from './tokens.ts';

/**
 * Somebody who wants to send a message, composed: a command, the name said again whenever it is asked for, and a
 * content, all heard with noise. A command that names its recipient is a one-shot with the contact's name in that
 * place; one that does not opens the conversation and is asked "To whom?". The platform resolves a name only where
 * it heard exactly that.
 */
export function askingPerson(
  { named, content }: { named: boolean; content: string },
  wanted: Contact,
  contacts: readonly Contact[],
  { rate, random }: { rate: number; random: Random },
): Other {
  const hear = (text: string) => misheard(tokens(text), rate, random).join(' ');
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
    opens: () => send(named ? { recipient: name() } : {}),
    answers(asked) {
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
