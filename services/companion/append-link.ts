import type { appendLink as appendLinkRoute } from '../../core/api/trust-routes.ts';
import type { BodyOf } from '../../core/api/route.ts';
import { linkSchema } from '../../core/approval/link.ts';
import { weakensHousehold } from '../../core/approval/weakens-household.ts';
import { decodeUnverified } from '../../core/approval/jws.ts';
import { findNameProblem } from '../../core/confidence/names/name-problem.ts';
import { extendTrustList, headOf, predecessorOf } from '../../core/approval/trust-list.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { hours, type Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import { usePasskey } from '../storage/use-passkey.ts';
import type { ReplayTrust } from './replay-trust.ts';

type LinkRefusal =
  | 'not-paired'
  | 'trust-list-broken'
  | 'trust-list-changed'
  | 'link-refused'
  | 'name-taken'
  | 'name-unsayable'
  | 'passkey-needed'
  | 'passkey-refused';

/** How far a link's time may be from the server's clock. It is for the owner to read, and no decision depends on it. */
const TIME_LIMIT = hours(24);

/**
 * Appends a phone's link if the chain allows it and its time is within a day of now. Appending the same link
 * again changes nothing. A contact whose name the Echo could not hear, or not tell from another's, is refused here only:
 * older chains still replay. A link that weakens the household's protection needs a passkey's assertion over it, if the
 * household has a passkey.
 */
export async function appendLink(
  { documents, replayTrust }: { documents: Documents; replayTrust: ReplayTrust },
  household: HouseholdId,
  { link, assertion }: BodyOf<typeof appendLinkRoute>,
  now: Instant,
): Promise<{ links: string[] } | { refused: LinkRefusal }> {
  const trusted = await documents.get(household, 'trust', 'trust');
  if (!trusted) return { refused: 'not-paired' };
  if (trusted.links.at(-1) === link) return { links: trusted.links };
  const current = await replayTrust(trusted.links, household);
  if ('refused' in current) return { refused: current.refused };
  if (predecessorOf(link) !== headOf(current)) return { refused: 'trust-list-changed' };
  if ('refused' in (await extendTrustList(current, [link]))) return { refused: 'link-refused' };
  const read = linkSchema.parse(decodeUnverified(link)?.payload);
  if (Math.abs(read.at - now) > TIME_LIMIT) return { refused: 'link-refused' };
  const unfit = read.type === 'put-contact' && findNameProblem(read.contact, [...current.contacts.values()]);
  if (unfit) return { refused: unfit.code };
  if (weakensHousehold(read, current)) {
    if (!assertion) return { refused: 'passkey-needed' };
    const used = await usePasskey(documents, household, assertion, link, current, now);
    if ('refused' in used) return used;
  }
  const links = [...trusted.links, link];
  return (await documents.put({ ...trusted, links }, trusted.version))
    ? { links }
    : { refused: 'trust-list-changed' };
}
