import { type Friction, meets, stronger } from '../lambda/approval/friction.ts';
import type { Discard, Release } from '../lambda/approval/statement.ts';
import { headOf, type TrustList } from '../lambda/approval/trust-list.ts';
import type { MessageView } from '../lambda/companion/views.ts';
import { storyDigest } from '../lambda/confidence/story.ts';
import { addressDigest, type Contact } from '../lambda/household/contact.ts';
import type { CheckedRecording } from './check-recording.ts';

/** What is on the screen when "Send it" is tapped. */
export type Shown = {
  view: MessageView;
  recording: CheckedRecording;
  contact: Contact;
  trust: TrustList;
  /** From the start of listening. */
  nonce: string;
};

/** What this phone asks of its owner: what the story asks for, at least the floor, and never less than listening. */
export const frictionOn = (view: Pick<MessageView, 'friction'>, trust: Pick<TrustList, 'floor'>): Friction =>
  stronger(stronger(view.friction, trust.floor), 'listen');

/** Whether the owner must pick the contact, whose name is then not shown before. */
export const mustChoose = (friction: Friction): boolean => meets(friction, 'choose');

/** A release of what is shown, and of nothing else. */
export function releaseOf({ view, recording, contact, trust, nonce }: Shown): Release {
  return {
    typ: 'release',
    household: trust.household,
    message: view.id,
    recording: recording.digest,
    story: storyDigest(view.story),
    contact: contact.id,
    addresses: contact.addresses.map(addressDigest),
    friction: frictionOn(view, trust),
    nonce,
    trust: headOf(trust),
    sendBy: view.sendBy,
  };
}

/** A discard; `notMe` says that nobody meant to send anything. */
export const discardOf = (view: Pick<MessageView, 'id'>, trust: TrustList, notMe: boolean): Discard => ({
  typ: 'discard',
  household: trust.household,
  message: view.id,
  trust: headOf(trust),
  notMe,
});
