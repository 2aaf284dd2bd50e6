import type { ConversationPartner } from '../evaluate/replay.ts';
import type { Request } from './envelopes.ts';
import type { ForcedNames } from './heard-as-name.ts';

export type ForcingOptions = {
  /**
   * `one-sentence`: the intent is granted with a name forced out of the same words. `one-breath`: all of the words are
   * handed over as free speech.
   */
  opening?: 'opened' | 'one-sentence' | 'one-breath';
  /** Whether the skill gets the word that was said, or the contact's name that the platform took it for. */
  writes?: 'word' | 'name';
  /** The message has at most this many words. */
  longest?: number;
};

/**
 * The platform at its worst. It grants the intent without reason and forces every answer out of the next words of the
 * room. Of several names that it could force, it takes the one that agrees best with what it heard before, and an exact
 * name before a near one.
 *
 * @param nextWords gives the next words of the room; undefined or none when the talk is over
 */
export function forcingPlatform(
  nextWords: () => readonly string[] | undefined,
  names: ForcedNames,
  { opening = 'opened', writes = 'word', longest = Infinity }: ForcingOptions = {},
): ConversationPartner {
  const forceName = (words: readonly string[], recipient: string | undefined) => {
    const name = bestName(words, names, recipient);
    return name && { ...name, value: writes === 'name' ? name.resolved.name : name.value };
  };
  return {
    firstRequest() {
      const words = opening === 'opened' ? undefined : nextWords();
      if (words && opening === 'one-breath') return tell(words.join(' '));
      const name = words && forceName(words, undefined);
      return send(name ? { recipient: name } : {});
    },
    nextRequest(asked, recipient) {
      const words = nextWords();
      if (!words || words.length === 0) return undefined;
      if (asked === 'message') return send({ message: { value: words.slice(0, longest).join(' ') } });
      if (asked !== 'recipient' && asked !== 'name-again') return undefined;
      const name = forceName(words, recipient);
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

/** A request in one breath, as the platform gives it. */
export const tell = (said: string): Request => ({
  type: 'IntentRequest',
  intent: 'TellIntent',
  slots: { said: { value: said } },
});

function bestName(words: readonly string[], names: ForcedNames, agreesWith: string | undefined) {
  let best: { value: string; resolved: { id: string; name: string }; rank: number } | undefined;
  for (const word of words)
    for (const { contact, exact } of names.heardIn(word)) {
      const rank = (contact.id === agreesWith ? 2 : 0) + (exact ? 1 : 0);
      if (!best || rank > best.rank)
        best = { value: word, resolved: { id: contact.id, name: contact.name }, rank };
    }
  return best && { value: best.value, resolved: best.resolved };
}
