import type { Subscription } from '../../core/household/subscription.ts';
import { without } from '../../core/household/without.ts';
import type { Documents } from '../ports/documents.ts';

/** Removes the push target from a phone's subscription. Gives false, and changes nothing, if the subscription is newer. */
export const dropTarget = (documents: Documents, subscription: Subscription): Promise<boolean> =>
  documents.put(without(subscription, 'target'), subscription.version);
