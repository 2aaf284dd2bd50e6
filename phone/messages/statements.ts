import { atLeastFloor, type Friction, isEnoughFriction } from '../../core/household/friction.ts';
import type { Discard, Release } from '../../core/approval/statement.ts';
import { headOf, type TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/views.ts';
import { storyDigest } from '../../core/confidence/story.ts';
import { addressDigest, type Contact } from '../../core/household/contact.ts';
import type { CheckedRecording } from './check-recording.ts';

/** What is on the screen when "Send it" is tapped. */
export type ShownMessage = {
  view: MessageView;
  recording: CheckedRecording;
  contact: Contact;
  trust: TrustList;
  /** From the start of listening. */
  nonce: string;
  /** The owner has said that it goes to somebody else than the Echo heard. */
  redirected: boolean;
};

/** What this phone asks of its owner: what the story asks for, and at least the floor. */
export const frictionOn = (
  view: Pick<MessageView, 'friction'>,
  trust: Pick<TrustList, 'settings'>,
): Friction => atLeastFloor(view.friction, trust.settings);

/** Whether the owner must pick the contact, whose name is then not shown before. */
export const mustChoose = (friction: Friction): boolean => isEnoughFriction(friction, 'choose');

/** A release of what is shown, and of nothing else. */
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

/** A discard; `notMe` says that nobody meant to send anything. */
export const buildDiscard = (view: Pick<MessageView, 'id'>, trust: TrustList, notMe: boolean): Discard => ({
  type: 'discard',
  household: trust.household,
  message: view.id,
  trustHead: headOf(trust),
  notMe,
});
