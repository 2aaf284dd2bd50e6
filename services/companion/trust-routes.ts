import { Hono } from 'hono';
import * as z from 'zod';
import { passkeyAssertionSchema } from '../../core/approval/passkey-assertion.ts';
import { appendLink } from './append-link.ts';
import { bodyOf, type Env, householdOf, refuse } from './companion-env.ts';
import type { CompanionParts } from './companion-parts.ts';

const linkBody = z.strictObject({
  link: z.string().max(16_000),
  assertion: passkeyAssertionSchema.optional(),
});

/** The trust list: reading it, and adding a link. The only routes that the recovery code opens too. */
export function trustRoutes(parts: CompanionParts): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/trust', c => c.json({ links: c.get('links') }));

  routes.post('/trust', async c => {
    const body = linkBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const { link, assertion } = body.data;
    const signed = { link, ...(assertion && { assertion }) };
    const appended = await appendLink(parts, householdOf(c), signed, parts.clock());
    return 'refused' in appended ? refuse(c, appended.refused) : c.json(appended);
  });

  return routes;
}
