import { PROOF_REFUSALS } from '../approval/proof.ts';
import { noBody, type Route } from './route.ts';

const ANY_REQUEST = ['too-many-requests', 'body-too-large', 'storage-failed'] as const;
/** The proof of a paired phone is verified against the household's trust list, and can be used once. */
export const PHONE_PROOF_REFUSALS = [
  ...PROOF_REFUSALS,
  'proof-replayed',
  'phone-revoked',
  'trust-list-broken',
] as const;

export type CommonProblem =
  (typeof ANY_REQUEST | typeof PHONE_PROOF_REFUSALS)[number] | 'not-found' | 'body-malformed';

/** What a route can refuse with besides its own problems. */
export function commonProblems({ path, provenBy, body }: Route): CommonProblem[] {
  return [
    ...ANY_REQUEST,
    // A path whose parameter is no id leads nowhere.
    ...(path.includes(':') ? (['not-found'] as const) : []),
    ...(body === noBody ? [] : (['body-malformed'] as const)),
    ...(provenBy === 'nobody' ? [] : provenBy === 'introduced-phone' ? PROOF_REFUSALS : PHONE_PROOF_REFUSALS),
  ];
}
