import type { Request } from './envelopes.ts';
import type { ForcedNames } from './heard-as-name.ts';
import type { Other } from '../evaluate/replay.ts';

export type ForcedHow = {
  /** Whether the intent is granted with a name forced out of the same words, or without one. */
  opening?: 'opened' | 'one-sentence';
  /** Whether the skill is given the word that was said, or the contact's name that it was taken for. */
  writes?: 'word' | 'name';
  /** So many words at most are taken as the message. */
  longest?: number;
};

/**
 * The platform at its worst: the intent is granted without reason, whatever is asked for is forced out of the next
 * words of the room. Of several names it could force it takes the one that agrees best with what it heard before,
 * and an exact one before a near one.
 *
 * @param hears the next words of the room; none where the talk is over
 */
export function forcingPlatform(
  hears: () => readonly string[] | undefined,
  names: ForcedNames,
  { opening = 'opened', writes = 'word', longest = Infinity }: ForcedHow = {},
): Other {
  const forced = (words: readonly string[], recipient: string | undefined) => {
    const name = forcedName(words, names, recipient);
    return name && { ...name, value: writes === 'name' ? name.resolved.name : name.value };
  };
  return {
    opens() {
      const words = opening === 'one-sentence' ? hears() : undefined;
      const name = words && forced(words, undefined);
      return send(name ? { recipient: name } : {});
    },
    answers(asked, recipient) {
      const words = hears();
      if (!words || words.length === 0) return undefined;
      if (asked === 'message') return send({ message: { value: words.slice(0, longest).join(' ') } });
      if (asked !== 'recipient' && asked !== 'name-again') return undefined;
      const name = forced(words, recipient);
      if (!name) return { type: 'IntentRequest', intent: 'AMAZON.FallbackIntent' };
      return send({ [asked === 'recipient' ? 'recipient' : 'nameAgain']: name });
    },
  };
}

const send = (slots: NonNullable<Extract<Request, { type: 'IntentRequest' }>['slots']>): Request => ({
  type: 'IntentRequest',
  intent: 'SendMessageIntent',
  slots,
});

function forcedName(words: readonly string[], names: ForcedNames, agreesWith: string | undefined) {
  let best: { value: string; resolved: { id: string; name: string }; rank: number } | undefined;
  for (const word of words)
    for (const { contact, exact } of names.heardIn(word)) {
      const rank = (contact.id === agreesWith ? 2 : 0) + (exact ? 1 : 0);
      if (!best || rank > best.rank)
        best = { value: word, resolved: { id: contact.id, name: contact.name }, rank };
    }
  return best && { value: best.value, resolved: best.resolved };
}
