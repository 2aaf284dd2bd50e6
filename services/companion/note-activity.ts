import type { PhoneAction } from '../../core/household/activity.ts';
import { timeId } from '../../core/household/ids.ts';
import type { CompanionParts } from './companion-parts.ts';
import type { ProvenRequest } from './requests/proven-request.ts';

/** Stores what a phone did, for what neither the trust list nor a message's history records. */
export async function noteActivity(
  { clock, newNonce }: Pick<CompanionParts, 'clock' | 'newNonce'>,
  { documents, household, phone }: ProvenRequest,
  action: PhoneAction,
): Promise<void> {
  const at = clock();
  const id = timeId(at, `activity ${newNonce()}`);
  await documents.put({ kind: 'activity', household, id, version: 0, at, by: phone, action }, 0);
}
