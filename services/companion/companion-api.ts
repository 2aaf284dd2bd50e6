import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { findHousehold, pairPhone } from '../../core/api/pairing-routes.ts';
import type { RouteName, Routes } from '../../core/api/routes.ts';
import { failureCode } from '../storage/store-failure.ts';
import type { CompanionParts } from './companion-parts.ts';
import { householdHandlers } from './household-handlers.ts';
import { messageHandlers } from './message-handlers.ts';
import { pairingHandlers } from './pairing-handlers.ts';
import { phoneHandlers } from './phone-handlers.ts';
import { refuse } from './problem-response.ts';
import { addressLimits, rateLimitOfKeys } from './rate-limits.ts';
import { rememberTrustLists } from './replay-trust.ts';
import type { ServedRoute } from './serve-route.ts';
import { serverHandlers } from './server-handlers.ts';
import { trustHandlers } from './trust-handlers.ts';
import { ProofReplayed } from './write-with-proof.ts';

/** No request of this API is longer than a signed answer with a passkey's assertion, or a contact. */
const BODY_LIMIT = 64 * 1024;

/** The phone API, as `core/api` declares it. */
export function companionApi(given: CompanionParts): Hono {
  const parts = { ...given, replayTrust: rememberTrustLists(given.anchor) };
  const { rates, addressOf } = parts;
  const api = new Hono();

  api.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
      // An answer is data: opened as a page it may load nothing, run nothing, and be framed by nobody.
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    }),
  );
  api.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  api.use(...addressLimits(rates.address, addressOf));
  api.use(bodyLimit({ maxSize: BODY_LIMIT, onError: c => refuse(c, { refused: 'body-too-large' }) }));
  for (const { method, path } of [findHousehold, pairPhone])
    for (const limit of addressLimits(rates.pairing, addressOf)) api.on(method, path, limit);
  api.notFound(c => refuse(c, { refused: 'not-found' }));
  api.onError((error, c) => {
    if (error instanceof ProofReplayed) return refuse(c, { refused: 'proof-replayed' });
    const code = failureCode(error);
    parts.log({ event: 'request failed', code });
    // A document that is too large stays too large, so the phone need not try again.
    return refuse(c, { refused: code === 'document-too-large' ? 'household-full' : 'storage-failed' });
  });

  // A route that nobody serves does not compile.
  const served: { [Name in RouteName]: ServedRoute<Routes[Name]> } = {
    ...pairingHandlers(parts),
    ...trustHandlers(parts),
    ...messageHandlers(parts),
    ...householdHandlers(parts),
    ...phoneHandlers(parts),
    ...serverHandlers(parts),
  };
  const host = { parts, limitPhone: rateLimitOfKeys(rates.phone) };
  for (const { route, respond } of Object.values<ServedRoute>(served))
    api.on(route.method, route.path, c => respond(c, host));
  return api;
}
