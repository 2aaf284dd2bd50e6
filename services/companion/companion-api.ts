import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { recordAgain } from '../../core/api/record-again-route.ts';
import { findHousehold, pairPhone } from '../../core/api/pairing-routes.ts';
import type { RouteName, Routes } from '../../core/api/routes.ts';
import { RECORDING_LIMITS } from '../../core/message/recording/recording-limits.ts';
import { failureCode } from '../storage/store-failure.ts';
import { chatHandlers } from './handlers/chat-handlers.ts';
import type { CompanionParts } from './companion-parts.ts';
import { householdHandlers } from './handlers/household-handlers.ts';
import { limitBody } from './requests/limit-body.ts';
import { messageHandlers } from './handlers/message-handlers.ts';
import { pairingHandlers } from './handlers/pairing-handlers.ts';
import { phoneHandlers } from './handlers/phone-handlers.ts';
import { refuse } from './requests/problem-response.ts';
import { addressLimits, rateLimitOfKeys } from './requests/rate-limits.ts';
import { NOTHING_LOADS } from './requests/security-policies.ts';
import type { ServedRoute } from './requests/serve-route.ts';
import { serverHandlers } from './handlers/server-handlers.ts';
import { trustHandlers } from './handlers/trust-handlers.ts';
import { HouseholdErased } from '../storage/until-erased.ts';
import { ProofReplayed } from './requests/write-with-proof.ts';

/** Apart from recordings, the longest requests are a signed answer with a passkey's assertion, and a contact. */
const BODY_LIMIT = 64 * 1024;

/** The phone API, as `core/api` declares it. */
export function companionApi(parts: CompanionParts): Hono {
  const { rates, addressOf } = parts;
  const api = new Hono();

  api.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
      contentSecurityPolicy: NOTHING_LOADS,
    }),
  );
  api.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  api.use(...addressLimits(rates.address, addressOf));
  const short = limitBody(BODY_LIMIT, 'body-too-large');
  const long = limitBody(RECORDING_LIMITS.bytes, 'recording-too-large');
  const takesRecordings = ({ req: { method, path } }: Context): boolean =>
    parts.prepare !== undefined && method === recordAgain.method && path.endsWith('/recording');
  api.use((c, next) => (takesRecordings(c) ? long(c, next) : short(c, next)));
  for (const { method, path } of [findHousehold, pairPhone])
    for (const limit of addressLimits(rates.pairing, addressOf)) api.on(method, path, limit);
  api.notFound(c => refuse(c, { refused: 'not-found' }));
  api.onError((error, c) => {
    if (error instanceof ProofReplayed) return refuse(c, { refused: 'proof-replayed' });
    // Every later request of the phone gets the same answer.
    if (error instanceof HouseholdErased) return refuse(c, { refused: 'proof-invalid' });
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
    ...chatHandlers(parts),
    ...serverHandlers(parts),
  };
  const host = { parts, limitPhone: rateLimitOfKeys(rates.phone) };
  for (const { route, respond } of Object.values<ServedRoute>(served))
    api.on(route.method, route.path, c => respond(c, host));
  return api;
}
