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
 * @param bytes how many bytes they may have as JSON
 */
export function entitiesOf(contacts: readonly Contact[], bytes = Infinity): Entity[] {
  let left = { entities: ENTITY_LIMIT, bytes };
  const fits = (more: unknown): boolean => {
    // The comma after it counts too.
    const after = { entities: left.entities - 1, bytes: left.bytes - bytesOf(more) - 1 };
    const isLeft = after.entities >= 0 && after.bytes >= 0;
    if (isLeft) left = after;
    return isLeft;
  };
  const named = contacts
    .toReversed()
    .map(({ id, name, nicknames }) => ({ entity: { id, name: { value: name, synonyms: [] } }, nicknames }))
    .filter(({ entity }) => fits(entity));
  return named.map(({ entity: { id, name }, nicknames }) => ({
    id,
    name: { value: name.value, synonyms: nicknames.filter(fits) },
  }));
}

const UTF8 = new TextEncoder();
const bytesOf = (value: unknown): number => UTF8.encode(JSON.stringify(value)).length;
