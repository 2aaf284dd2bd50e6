import type { MiddlewareHandler } from 'hono';
import { type Env, householdOf, idOf } from './companion-env.ts';
import type { CompanionParts } from './companion-parts.ts';

/** How many messages a list shows. */
export const LIST_LIMIT = 200;

/**
 * Begins to read what a request about messages needs, so that all of it is read at once: of one message beside the trust
 * list, of the newest ones together with it. Nobody is answered with any of it before the request has proven itself.
 */
export const beginReading =
  ({ documents }: Pick<CompanionParts, 'documents'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const household = householdOf(c);
    const id = idOf(c);
    // Older messages lie elsewhere, and are read for those only who may see them.
    if (id === undefined && c.req.query('before') === undefined) {
      const overview = documents.overview(household, { messages: LIST_LIMIT });
      c.set('trusted', heard(overview.then(({ trust }) => trust)));
      c.set('house', heard(overview.then(({ householdDocument: house }) => house)));
      c.set('messages', heard(overview.then(({ messages }) => messages)));
    } else {
      c.set('house', heard(documents.get(household, 'household', 'household')));
      if (id) c.set('message', heard(documents.get(household, 'message', id)));
    }
    return next();
  };

/** A failure is told to whoever needs what was read; a request that is refused before needs nothing. */
function heard<T>(reading: Promise<T>): Promise<T> {
  reading.catch(() => {});
  return reading;
}
