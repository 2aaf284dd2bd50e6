import type { PushTarget, Subscription } from '../../core/household/subscription.ts';
import { without } from '../../core/household/without.ts';
import type { Documents } from '../ports/documents.ts';
import { changeDocument } from './change-document.ts';

/** Removes the push target from a phone's subscription. Gives false, and changes nothing, if the subscription is newer. */
export const dropTarget = (documents: Documents, subscription: Subscription): Promise<boolean> =>
  documents.put(without(subscription, 'target'), subscription.version);

/** Removes the push target and gives it, the newest one if the subscription is newer. Gives undefined if there is none. */
export async function takeTarget(
  documents: Documents,
  subscription: Subscription,
): Promise<PushTarget | undefined> {
  let target: PushTarget | undefined;
  const { household, id } = subscription;
  await changeDocument<'subscription', undefined>(documents, {
    household,
    kind: 'subscription',
    id,
    known: subscription,
    decide(newest) {
      target = newest?.target;
      return newest && target ? { next: without(newest, 'target') } : { answer: undefined };
    },
  });
  return target;
}
