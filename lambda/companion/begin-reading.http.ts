import type { MiddlewareHandler } from 'hono';
import { type Env, householdOf, idOf } from './companion-env.http.ts';
import type { CompanionParts } from './companion-parts.http.ts';

/**
 * Begins to read what a request about messages needs beside the trust list, so that all of it is read at once. Nobody is
 * answered with any of it before the request has proven itself.
 */
export const beginReading =
  ({ documents }: Pick<CompanionParts, 'documents'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const household = householdOf(c);
    const id = idOf(c);
    c.set('house', heard(documents.get(household, 'household', 'household')));
    if (id) c.set('message', heard(documents.get(household, 'message', id)));
    return next();
  };

/** A failure is told to whoever needs what was read; a request that is refused before needs nothing. */
function heard<T>(reading: Promise<T>): Promise<T> {
  reading.catch(() => {});
  return reading;
}
