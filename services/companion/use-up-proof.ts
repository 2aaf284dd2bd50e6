import type { MiddlewareHandler } from 'hono';
import { type Env, refuse } from './companion-env.ts';
import type { CompanionParts } from './companion-parts.ts';
import { usedWith } from './write-with-proof.ts';

type Parts = Pick<CompanionParts, 'documents'>;

/** Uses a request's proof up before anything else is done, unless it goes with what the request writes. */
export const usedFirst =
  ({ documents }: Parts): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (c.get('documents')) return next();
    if (!(await documents.put(c.get('proof'), 0))) return refuse(c, 'proof-replayed');
    c.set('documents', documents);
    return next();
  };

/**
 * Uses a request's proof up in the write that it leads to, by `c.get('documents')`; one that wrote nothing, before it is
 * answered. What came before writes nothing, and is told nothing else.
 */
export const usedInWrite =
  ({ documents }: Parts): MiddlewareHandler<Env> =>
  async (c, next) => {
    const used = usedWith(documents, c.get('proof'));
    c.set('documents', used.documents);
    await next();
    // What failed is answered so, and its proof used up all the same, as far as anything can be stored.
    if (c.error) return void (await used.useUp().catch(() => {}));
    if (await used.useUp()) return;
    c.res = undefined;
    c.res = refuse(c, 'proof-replayed');
  };
