import type { Context, MiddlewareHandler } from 'hono';
import { proofLife, verifyProof } from '../../core/approval/proof.ts';
import type { PublicKey } from '../../core/approval/jws.ts';
import { replayTrustList, type TrustList } from '../../core/approval/trust-list.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import { after } from '../../core/household/instant.ts';
import { type Env, householdOf, refuse } from './companion-env.ts';
import type { CompanionParts } from './companion-parts.ts';

/** Verifies the proof that came with a request. */
export async function prove(
  c: Context<Env>,
  { origins, clock }: CompanionParts,
  keyOf: (phone: PhoneId) => PublicKey | undefined,
): ReturnType<typeof verifyProof> {
  const { pathname } = new URL(c.req.url);
  const request = {
    method: c.req.method,
    urls: origins.map(origin => origin + pathname),
    body: new Uint8Array(await c.req.arrayBuffer()),
  };
  return verifyProof(c.req.header('DPoP'), { request, keyOf, now: clock() });
}

/**
 * Lets a request through that proves itself by a key of the household's trust list. A phone that was revoked is told so,
 * and by whom; nothing else is. That a proof works once is seen to by what follows: `usedFirst` or `usedInWrite`.
 */
export const proven =
  (parts: CompanionParts): MiddlewareHandler<Env> =>
  async (c, next) => {
    const household = householdOf(c);
    const trusted = await (c.get('trusted') ?? parts.documents.get(household, 'trust', 'trust'));
    if (!trusted) return refuse(c, 'proof-invalid');
    const trust = await replayTrustList(trusted.links, household, { anchor: parts.anchor });
    if ('refused' in trust) return refuse(c, trust.refused);
    const proof = await prove(c, parts, phone => keyOf(trust, phone));
    if ('refused' in proof) return refuse(c, proof.refused, { now: parts.clock() });
    const { revoked } = trust.revoked.get(proof.phone) ?? {};
    if (revoked) {
      const by = revoked.by && (trust.phones.get(revoked.by) ?? trust.revoked.get(revoked.by))?.name;
      return refuse(c, 'phone-revoked', { at: revoked.at, ...(by !== undefined && { name: by }) });
    }
    const { phone, jti } = proof;
    // It is kept for as long as it could be replayed.
    const until = after(parts.clock(), 2 * proofLife);
    c.set('proof', { kind: 'proof', household, id: `${phone}.${jti}`, version: 0, until });
    c.set('trust', trust);
    c.set('phone', phone);
    c.set('links', trusted.links);
    return next();
  };

/** Lets phones through, and not the recovery code's key, which is for the trust list alone. */
export const phonesOnly: MiddlewareHandler<Env> = async (c, next) =>
  c.get('trust').phones.has(c.get('phone')) ? next() : refuse(c, 'proof-invalid');

const keyOf = ({ phones, revoked, recovery }: TrustList, phone: PhoneId) =>
  (phones.get(phone) ?? revoked.get(phone) ?? (phone === recovery.id ? recovery : undefined))?.key;
