import { atLeastFloor, type Friction, isEnoughFriction } from '../../core/household/friction.ts';
import type { Discard, Release } from '../../core/approval/statement.ts';
import { headOf, type TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/message-routes.ts';
import { storyDigest } from '../../core/confidence/story.ts';
import { addressDigest, type Contact } from '../../core/household/contact.ts';
import type { CheckedRecording } from './check-recording.ts';

/** What the screen shows when the owner taps "Send it". */
export type ShownMessage = {
  view: MessageView;
  recording: CheckedRecording;
  contact: Contact;
  trust: TrustList;
  /** The nonce that the server gave when the owner started to listen. */
  nonce: string;
  /** The owner has confirmed a contact other than the one that the Echo heard. */
  redirected: boolean;
};

/** What this phone asks of its owner: what the story asks for, and at least the floor. */
export const frictionOn = (
  view: Pick<MessageView, 'friction'>,
  trust: Pick<TrustList, 'settings'>,
): Friction => atLeastFloor(view.friction, trust.settings);

/** Whether the owner must pick the contact. The screen then does not show the name before. */
export const mustChoose = (friction: Friction): boolean => isEnoughFriction(friction, 'choose');

/** Builds the release of exactly what is shown. */
export function buildRelease({ view, recording, contact, trust, nonce, redirected }: ShownMessage): Release {
  return {
    type: 'release',
    household: trust.household,
    message: view.id,
    recording: recording.digest,
    story: storyDigest(view.story),
    contact: contact.id,
    redirected,
    addresses: contact.addresses.map(addressDigest),
    friction: frictionOn(view, trust),
    nonce,
    trustHead: headOf(trust),
    sendBy: view.sendBy,
  };
}

/** Builds a discard. `notMe`: nobody meant to send anything. */
export const buildDiscard = (view: Pick<MessageView, 'id'>, trust: TrustList, notMe: boolean): Discard => ({
  type: 'discard',
  household: trust.household,
  message: view.id,
  trustHead: headOf(trust),
  notMe,
});
