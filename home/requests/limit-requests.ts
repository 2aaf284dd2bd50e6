import { Hono, type MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { AddressOf } from '../../services/companion/companion-parts.ts';
import { addressLimits } from '../../services/companion/requests/rate-limits.ts';
import { NOTHING_LOADS } from '../../services/companion/requests/security-policies.ts';

/**
 * How many requests a minute of one network address are answered on a port, whatever they ask for. Opening the phone app
 * takes about 30, and the API has its own, lower limits.
 */
const EVERY_REQUEST = 1_200;

/** The limits of a port: what comes beyond them is answered with 429, at next to no cost. */
export const portLimits = (addressOf: AddressOf): MiddlewareHandler[] =>
  addressLimits(EVERY_REQUEST, addressOf);

/** An app behind the limits of its port. */
export function limitRequests(app: Hono, addressOf: AddressOf): Hono {
  return new Hono()
    .use(
      secureHeaders({
        // The app behind it has its own headers, and has set them already.
        overwrite: false,
        referrerPolicy: 'no-referrer',
        strictTransportSecurity: false,
        contentSecurityPolicy: NOTHING_LOADS,
      }),
    )
    .use(...portLimits(addressOf))
    .all('*', c => app.fetch(c.req.raw, c.env));
}
