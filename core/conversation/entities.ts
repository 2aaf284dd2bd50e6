import type { Contact } from '../household/contact.ts';

/** Alexa's limit on dynamic entities of a session: names and synonyms together. */
const ENTITY_LIMIT = 100;

/** A contact as Alexa is taught it. */
export type Entity = { id: string; name: { value: string; synonyms: string[] } };

/**
 * The contacts as dynamic entities, within Alexa's limit: names first, then nicknames, the most recently changed
 * contacts before the others.
 *
 * @param contacts oldest first, as the trust list gives them
 */
export function entitiesOf(contacts: readonly Contact[]): Entity[] {
  const named = contacts.toReversed().slice(0, ENTITY_LIMIT);
  let left = ENTITY_LIMIT - named.length;
  return named.map(({ id, name, nicknames }) => {
    const synonyms = nicknames.slice(0, Math.max(0, left));
    left -= synonyms.length;
    return { id, name: { value: name, synonyms } };
  });
}
