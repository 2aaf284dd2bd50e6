import type { PairingRefusal } from '../approval/pairing-code.ts';
import type { ProofRefusal } from '../approval/proof.ts';
import type { TrustRefusal } from '../approval/trust-list.ts';
import type { StatementRefusal } from '../approval/verify-statement.ts';
import type { MessageRefusal } from '../message/decision.ts';

/** Everything the API refuses with. A phone acts on the code and shows the title. */
export type ProblemCode =
  | ProofRefusal
  | PairingRefusal
  | StatementRefusal
  | MessageRefusal
  | TrustRefusal['refused']
  | 'proof-replayed'
  | 'other-than-heard'
  | 'passkey-refused'
  | 'phone-revoked'
  | 'push-endpoint-refused'
  | 'push-off'
  | 'code-unknown'
  | 'too-many-requests'
  | 'already-paired'
  | 'not-paired'
  | 'no-such-message'
  | 'no-recording'
  | 'trust-list-moved'
  | 'link-refused'
  | 'body-malformed'
  | 'body-too-large'
  | 'not-found'
  | 'house-full'
  | 'storage-failed';

type Row = { status: number; title: string };

const PROBLEMS: Record<ProblemCode, Row> = {
  'proof-missing': { status: 401, title: 'This request needs a proof signed by a paired phone.' },
  'proof-invalid': { status: 401, title: 'This phone is not paired with this household.' },
  'proof-stale': {
    status: 401,
    title: "This phone's clock differs from the house's; it will correct itself.",
  },
  'proof-of-another-request': { status: 401, title: 'The proof was made for another request.' },
  'proof-replayed': { status: 401, title: 'This proof was used before.' },
  'code-wrong': { status: 403, title: 'That code is not right. Look at it again; a few tries are left.' },
  'code-unknown': {
    status: 404,
    title: 'No house has given that code, or it has run out. Look at it again.',
  },
  'code-expired': { status: 410, title: 'That code has run out. Ask for a new one.' },
  'code-used-up': { status: 410, title: 'That code is used up. Ask for a new one.' },
  'already-paired': {
    status: 409,
    title: 'This house has a phone already. A further phone is admitted from it.',
  },
  'not-paired': { status: 409, title: 'No phone is paired with this house yet.' },
  'not-signed': { status: 403, title: 'The answer is not signed as it must be.' },
  'unknown-phone': { status: 403, title: 'The answer was signed by a phone this house does not know.' },
  'other-message': { status: 403, title: 'The answer was signed for another message.' },
  'other-trust-list': {
    status: 409,
    title: "The answer was made under a trust list that is not this house's.",
  },
  'story-changed': {
    status: 409,
    title: 'The story of this message is not the one that was shown. Open it again.',
  },
  'unknown-contact': { status: 409, title: 'That contact is no longer there. Choose another.' },
  'address-changed': { status: 409, title: "The contact's address has changed since. Look at it again." },
  'other-than-heard': { status: 409, title: 'This is not whom the Echo heard. Say that you mean it.' },
  'passkey-needed': { status: 403, title: 'This needs your face, fingerprint or PIN.' },
  'passkey-refused': { status: 403, title: 'That passkey was not accepted. Nothing was changed.' },
  'phone-revoked': { status: 401, title: 'This phone was removed from the house.' },
  'push-endpoint-refused': {
    status: 422,
    title: "This browser's push service is not one that this house sends to.",
  },
  'push-off': { status: 409, title: 'Notifications are off on this phone.' },
  'too-many-requests': { status: 429, title: 'That was a lot at once. It goes on by itself in a moment.' },
  'friction-too-low': { status: 403, title: 'This message asks for more care before it is released.' },
  'send-by-passed': { status: 409, title: 'It is too late to send this message.' },
  'not-held': { status: 409, title: 'This message is no longer waiting.' },
  'hold-over': { status: 409, title: 'The time to answer is over; nothing was sent.' },
  'already-answered': { status: 409, title: 'This message was answered already.' },
  'not-ready': { status: 409, title: 'The recording is still being made. Try again in a moment.' },
  'not-listened': { status: 409, title: 'Play the message first.' },
  'listened-too-briefly': { status: 409, title: 'Listen to the message before releasing it.' },
  'recording-changed': { status: 409, title: 'The recording has changed since. Play it again.' },
  'not-released': { status: 409, title: 'It is too late to take this back.' },
  'not-claimed': { status: 409, title: 'Nobody is delivering this message.' },
  'not-over': { status: 409, title: 'It is too early for that.' },
  erased: { status: 410, title: 'The recording has been erased.' },
  'no-such-message': { status: 404, title: 'There is no such message.' },
  'no-recording': { status: 404, title: 'There is no recording, or it has been erased.' },
  'trust-list-broken': { status: 409, title: "The house's trust list does not hold. Nothing will be sent." },
  'trust-list-moved': { status: 409, title: 'Another change came first. Look at it and try again.' },
  'link-refused': { status: 422, title: 'This change cannot be accepted.' },
  'body-malformed': { status: 400, title: 'The request cannot be read.' },
  'body-too-large': { status: 413, title: 'The request is too large.' },
  'not-found': { status: 404, title: 'There is nothing here.' },
  'house-full': {
    status: 507,
    title:
      'This house has changed its phones, contacts and settings so often that no more fits. Nothing was changed. Erase the house and pair it anew.',
  },
  'storage-failed': { status: 503, title: 'The house could not store this. Nothing was changed; try again.' },
};

/** RFC 9457 problem details with our code as a member. */
export function problem(
  code: ProblemCode,
  more: Record<string, unknown> = {},
): { status: number; body: Record<string, unknown> } {
  const { status, title } = PROBLEMS[code];
  return { status, body: { type: `urn:second-yes:problem:${code}`, title, status, code, ...more } };
}
