import type { Subscription } from '../../core/household/subscription.ts';
import { without } from '../../core/household/without.ts';
import type { Documents } from '../ports/documents.ts';

/** Forgets where a phone takes pushes; false if it has said something new meanwhile, which then stands. */
export const dropTarget = (documents: Documents, subscription: Subscription): Promise<boolean> =>
  documents.put(without(subscription, 'target'), subscription.version);
