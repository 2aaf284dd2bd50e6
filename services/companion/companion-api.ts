import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { failureCode } from '../storage/store-failure.ts';
import { beginReading } from './begin-reading.ts';
import { bodyOf, type Env, householdOf, refuse } from './companion-env.ts';
import type { CompanionParts } from './companion-parts.ts';
import { houseRoutes } from './household-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { houseAsked, pair, pairingRequest } from './pair.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { phonesOnly, prove, proven } from './prove-request.ts';
import { pushRoutes } from './push-routes.ts';
import { atMost } from './rate-limits.ts';
import { trustRoutes } from './trust-routes.ts';
import { usedFirst, usedInWrite } from './use-up-proof.ts';
import { ProofReplayed } from './write-with-proof.ts';

/** No body of this API is longer than a signed answer with a passkey's word, or a contact. */
const BODY_LIMIT = 64 * 1024;

/** What these ask for is one write to a message, beside that of a passkey's counter. */
const ONE_WRITE = ['/messages/:id/listen', '/messages/:id/answer', '/messages/:id/undo'];

/** The phone's API. Every request but pairing carries a proof by a phone of the household's trust list. */
export function companionApi(parts: CompanionParts): Hono<Env> {
  const { rates, addressOf, clock } = parts;
  const api = new Hono<Env>();

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
  api.use(atMost(rates.address, addressOf));
  api.use(bodyLimit({ maxSize: BODY_LIMIT, onError: c => refuse(c, 'body-too-large') }));
  api.notFound(c => refuse(c, 'not-found'));
  api.onError((error, c) => {
    if (error instanceof ProofReplayed) return refuse(c, 'proof-replayed');
    const code = failureCode(error);
    parts.log({ event: 'request failed', code });
    // What is too large stays so: trying again would not help.
    return refuse(c, code === 'document-too-large' ? 'house-full' : 'storage-failed');
  });

  const { codeNames } = parts;
  if (codeNames)
    api.post('/house', atMost(rates.pairing, addressOf), async c => {
      const asked = houseAsked.safeParse(await bodyOf(c));
      if (!asked.success) return refuse(c, 'body-malformed');
      const household = await codeNames.householdOf(asked.data.code, clock());
      return household ? c.json({ household }) : refuse(c, 'code-unknown');
    });

  api.post('/households/:household/pair', atMost(rates.pairing, addressOf), async c => {
    const asked = pairingRequest.safeParse(await bodyOf(c));
    if (!asked.success) return refuse(c, 'body-malformed');
    // Pairing the same key again changes nothing, so this proof need not be used up; strangers write nothing.
    const proof = await prove(c, parts, () => asked.data.phone.key);
    if ('refused' in proof) return refuse(c, proof.refused, { now: clock() });
    const household = householdOf(c);
    const paired = await pair(parts, household, asked.data, clock());
    if ('refused' in paired) return refuse(c, paired.refused);
    if ('waiting' in paired) return c.json({ household, phone: proof.phone, waiting: true });
    parts.log({ event: 'paired' });
    return c.json({ household, phone: proof.phone, links: paired.links });
  });

  const owned = new Hono<Env>();
  for (const path of ['/messages', '/messages/:id/*']) owned.use(path, beginReading(parts));
  owned.use(proven(parts));
  owned.on('POST', ONE_WRITE, usedInWrite(parts));
  owned.use(usedFirst(parts));
  owned.use(atMost(rates.phone, c => `${householdOf(c)} ${c.get('phone')}`));
  owned.route('/', trustRoutes(parts));
  owned.use(phonesOnly);
  owned.route('/', messageRoutes(parts));
  owned.route('/', houseRoutes(parts));
  owned.route('/', passkeyRoutes(parts));
  owned.route('/', pushRoutes(parts));

  api.route('/households/:household', owned);
  return api;
}
