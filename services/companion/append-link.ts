import type { appendLink as appendLinkRoute } from '../../core/api/trust-routes.ts';
import type { BodyOf } from '../../core/api/route.ts';
import { type Link, linkSchema } from '../../core/approval/link.ts';
import { weakensHousehold } from '../../core/approval/weakens-household.ts';
import { decodeUnverified } from '../../core/approval/jws.ts';
import { findNameProblem, type NameProblem } from '../../core/confidence/names/name-problem.ts';
import {
  extendTrustList,
  headOf,
  predecessorOf,
  replayTrustList,
  type TrustList,
} from '../../core/approval/trust-list.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { hours, type Instant } from '../../core/household/instant.ts';
import { findReadingProblem } from '../../core/household/readable-name.ts';
import type { Documents } from '../ports/documents.ts';
import { usePasskey } from '../storage/use-passkey.ts';

type LinkRefusal = 'trust-list-broken' | (typeof appendLinkRoute.problems)[number];

/** How far a link's time may be from the server's clock. It is for the owner to read, and no decision depends on it. */
const TIME_LIMIT = hours(24);

/**
 * Appends a phone's link if the chain allows it and its time is within a day of now. Appending the last link again
 * changes nothing. A link is refused if it gives a name that hides something, or gives a contact a name that the Echo
 * could not hear or could not tell from another contact's. Only this function refuses such names, so older chains still
 * replay. A link that weakens the household's protection needs a passkey's assertion over it, if the household has a
 * passkey.
 */
export async function appendLink(
  { documents, anchor }: { documents: Documents; anchor: Uint8Array },
  {
    household,
    link,
    assertion,
    now,
  }: BodyOf<typeof appendLinkRoute> & { household: HouseholdId; now: Instant },
): Promise<{ links: string[] } | { refused: LinkRefusal }> {
  const trusted = await documents.get(household, 'trust', 'trust');
  if (!trusted) return { refused: 'not-paired' };
  if (trusted.links.at(-1) === link) return { links: trusted.links };
  const current = await replayTrustList(trusted.links, household, { anchor });
  if ('refused' in current) return { refused: current.refused };
  if (predecessorOf(link) !== headOf(current)) return { refused: 'trust-list-changed' };
  if ('refused' in (await extendTrustList(current, [link]))) return { refused: 'link-refused' };
  const read = linkSchema.parse(decodeUnverified(link)?.payload);
  if (Math.abs(read.at - now) > TIME_LIMIT) return { refused: 'link-refused' };
  const unfit = nameProblemOf(read, current);
  if (unfit) return { refused: unfit };
  if (weakensHousehold(read, current)) {
    if (!assertion) return { refused: 'passkey-needed' };
    const used = await usePasskey(documents, { household, assertion, signed: link, trust: current, now });
    if ('refused' in used) return used;
  }
  const links = [...trusted.links, link];
  return (await documents.put({ ...trusted, links }, trusted.version))
    ? { links }
    : { refused: 'trust-list-changed' };
}

/** Why the name that a link gives to a contact, a phone or a passkey is refused. */
function nameProblemOf(link: Link, { contacts }: TrustList): NameProblem['code'] | undefined {
  switch (link.type) {
    case 'put-contact':
      return findNameProblem(link.contact, [...contacts.values()])?.code;
    case 'admit-phone':
    case 'recover':
      return findReadingProblem(link.phone.name);
    case 'rename-phone':
      return findReadingProblem(link.name);
    case 'add-passkey':
      return findReadingProblem(link.passkey.name);
    case 'remove-contact':
    case 'revoke-phone':
    case 'remove-passkey':
    case 'change-settings':
      return undefined;
  }
}
