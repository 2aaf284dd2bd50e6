import { Hono } from 'hono';
import * as z from 'zod';
import { bodyOf, type Env, householdOf, refuse } from './companion-env.ts';
import type { CompanionParts } from './companion-parts.ts';
import { openRegistration, registration } from './register-passkey.ts';

const body = z.strictObject({ registration });

/**
 * Passkeys: looks at what a phone's browser made of its owner's face or finger, and gives what to put into the trust
 * list. Nothing is known of it before the phone has signed that link.
 */
export function passkeyRoutes({ documents, clock, origins }: CompanionParts): Hono<Env> {
  const routes = new Hono<Env>();

  routes.post('/passkeys', async c => {
    const asked = body.safeParse(await bodyOf(c));
    if (!asked.success) return refuse(c, 'body-malformed');
    const opened = await openRegistration(asked.data.registration, c.get('trust'), origins);
    if ('refused' in opened) return refuse(c, opened.refused);
    const { passkey, counter, backedUp } = opened;
    const state = { kind: 'passkey' as const, household: householdOf(c), id: passkey.id, version: 0 };
    await documents.put({ ...state, counter, backedUp, usedAt: clock() }, 0);
    return c.json({ passkey });
  });

  return routes;
}
