import * as z from 'zod/mini';
import { passkeyAssertionSchema } from '../approval/passkey-assertion.ts';
import { READING_PROBLEMS } from '../household/readable-name.ts';
import { sha256Schema } from '../household/bytes/sha256.ts';
import { inHousehold, noBody, type Route } from './route.ts';

/** The links of a trust list as they are signed: compact JWS, oldest first. */
export const linksSchema = z.array(z.string());

/** The end of the trust list for a phone that knows its beginning: the last link's digest, and the missing links. */
export const trustTailSchema = z.object({ head: sha256Schema, links: linksSchema });
export type TrustTail = z.infer<typeof trustTailSchema>;

const wholeList = z.object({ links: linksSchema });

export const showTrustList = {
  method: 'GET',
  path: '/households/:household/trust',
  provenBy: 'phone-or-recovery-code',
  target: inHousehold,
  body: noBody,
  answer: wholeList,
  problems: [],
} as const satisfies Route;

/** Adds a link, and a passkey's assertion over it if the link weakens the household's protection. */
export const appendLink = {
  method: 'POST',
  path: '/households/:household/trust',
  provenBy: 'phone-or-recovery-code',
  target: inHousehold,
  body: z.strictObject({
    link: z.string().check(z.maxLength(16_000)),
    assertion: z.optional(passkeyAssertionSchema),
  }),
  answer: wholeList,
  problems: [
    'link-refused',
    'name-taken',
    'name-looks-taken',
    'name-unsayable',
    ...READING_PROBLEMS,
    'trust-list-changed',
    'not-paired',
    'passkey-needed',
    'passkey-refused',
  ],
} as const satisfies Route;
