import { linkSchema } from '../../core/approval/link.ts';
import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import { weakensHousehold } from '../../core/approval/weakens-household.ts';
import { decodeUnverified } from '../../core/approval/jws.ts';
import { headOf, predecessorOf, replayTrustList } from '../../core/approval/trust-list.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import { usePasskey } from '../storage/use-passkey.ts';
import type { ProblemCode } from '../../core/api/problem.ts';

/**
 * Appends a phone's link if the whole chain still replays with it. The same link again changes nothing. What lets
 * more through than before must come with a passkey's assertion where the household has one.
 */
export async function appendLink(
  { documents, anchor }: { documents: Documents; anchor: Uint8Array },
  household: HouseholdId,
  { link, assertion }: { link: string; assertion?: PasskeyAssertion },
  now: Instant,
): Promise<{ links: string[] } | { refused: ProblemCode }> {
  const trusted = await documents.get(household, 'trust', 'trust');
  if (!trusted) return { refused: 'not-paired' };
  if (trusted.links.at(-1) === link) return { links: trusted.links };
  const current = await replayTrustList(trusted.links, household, { anchor });
  if ('refused' in current) return { refused: current.refused };
  if (predecessorOf(link) !== headOf(current)) return { refused: 'trust-list-moved' };
  const links = [...trusted.links, link];
  const replayed = await replayTrustList(links, household, { anchor });
  if ('refused' in replayed) return { refused: 'link-refused' };
  const said = linkSchema.parse(decodeUnverified(link)?.payload);
  if (weakensHousehold(said, current)) {
    if (!assertion) return { refused: 'passkey-needed' };
    const used = await usePasskey(documents, household, assertion, link, current, now);
    if ('refused' in used) return used;
  }
  return (await documents.put({ ...trusted, links }, trusted.version))
    ? { links }
    : { refused: 'trust-list-moved' };
}
