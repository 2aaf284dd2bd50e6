import { headOf, predecessorOf, replayTrustList } from '../approval/trust-list.ts';
import type { HouseholdId } from '../household/ids.ts';
import type { Documents } from '../store/documents.ts';
import type { ProblemCode } from './problem.ts';

/** Appends a phone's link if the whole chain still replays with it. The same link again changes nothing. */
export async function appendLink(
  { documents, anchor }: { documents: Documents; anchor: Uint8Array },
  household: HouseholdId,
  link: string,
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
  return (await documents.put({ ...trusted, links }, trusted.version))
    ? { links }
    : { refused: 'trust-list-moved' };
}
