import type { TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/message-routes.ts';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId, PhoneId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { isWaiting } from '../../core/message/message.ts';
import type { NotTakenOutcome } from '../../core/message/outcome.ts';
import { frictionOn, mustChoose } from './statements.ts';
import { formatTime, formatTimeLeft } from '../ui/time-text.ts';
import { findPhoneName } from '../session/actor-text.ts';
import { commonTexts, messageTexts, sessionTexts } from '../ui/texts.ts';

/** The recipient that a card shows. */
export type Recipient =
  | { is: 'contact'; contact: Contact; picked: boolean }
  /** The owner has to pick a contact, and the card does not show a name before. */
  | { is: 'unchosen' }
  /** The contact was removed. */
  | { is: 'gone' }
  /** There is no valid trust list, so the card shows no name and no address. */
  | { is: 'unchecked' }
  /** The message is not as it was sealed, so the card does not show whom it names. */
  | { is: 'not-believed' };

/** What a message's card shows and offers. */
export type Card = {
  recipient: Recipient;
  status: string;
  offers: {
    /** `again`: an earlier attempt may have arrived. */
    release: 'first' | 'again' | undefined;
    discard: boolean;
    undo: boolean;
    play: boolean;
    /** Whether playing counts as listening for a release. */
    listen: boolean;
  };
};

/** Who looks at a card: the phone, its trust list, and the server's time. */
export type Viewer = { me: PhoneId; trust: TrustList | undefined; now: Instant };

/** What a message's room is called. */
export const roomNameOf = ({ room }: Pick<MessageView, 'room'>): string =>
  room.name ?? messageTexts.unknownRoom;

/**
 * Builds what the card of a message shows. `picked`: the contact that the owner has picked. Names and addresses come
 * only from the trust list.
 */
export function buildCard(view: MessageView, looking: Viewer, picked?: ContactId): Card {
  const { trust, now } = looking;
  const waits = now < view.holdUntil;
  const release =
    view.sealProblem !== undefined
      ? undefined
      : view.state === 'held' && waits
        ? 'first'
        : view.state === 'unknown' && !view.erased && now < view.sendBy
          ? 'again'
          : undefined;
  return {
    recipient: recipientOf(view, trust, picked, release !== undefined),
    status: describeStatus(view, looking),
    offers: {
      release,
      discard: isWaiting(view) && waits,
      undo: view.state === 'released' || isDiscardUndoable(view, now),
      play: isPlayable(view),
      listen: release !== undefined,
    },
  };
}

/** Whether there is a recording to play. Those of discarded and expired messages are erased soon. */
export const isPlayable = ({ recording, erased, state }: MessageView): boolean =>
  recording !== undefined && !erased && state !== 'discarded' && state !== 'expired';

/** Whether a discard can be taken back. The contact may be hidden then, as while the message waited. */
const isDiscardUndoable = ({ state, undoUntil }: MessageView, now: Instant): boolean =>
  state === 'discarded' && undoUntil !== undefined && now < undoUntil;

/** The contact that the release names, or that the Echo heard. */
export const contactIdOf = ({ answer, contact }: MessageView): ContactId | undefined =>
  answer?.type === 'release' ? answer.contact : contact;

function recipientOf(
  view: MessageView,
  trust: TrustList | undefined,
  picked: ContactId | undefined,
  open: boolean,
): Recipient {
  if (view.sealProblem) return { is: 'not-believed' };
  if (!trust) return { is: 'unchecked' };
  if (open && picked === undefined && mustChoose(frictionOn(view, trust))) return { is: 'unchosen' };
  const id = (open ? picked : undefined) ?? contactIdOf(view);
  if (id === undefined) return { is: 'unchosen' };
  const contact = trust.contacts.get(id);
  return contact ? { is: 'contact', contact, picked: open && picked !== undefined } : { is: 'gone' };
}

/**
 * Describes the state of a message, who answered it and the result. Empty if the buttons of the card say enough.
 */
export function describeStatus(view: MessageView, looking: Viewer): string {
  return [answerText(view, looking), stateText(view, looking.now), detailOf(view), sealText(view)]
    .filter(Boolean)
    .join(' ');
}

/** Who answered. The own answer is described only until its result is known. */
function answerText({ answer, state }: MessageView, { me, trust }: Viewer): string | undefined {
  const mine = answer?.phone === me;
  if (!answer || (mine && state !== 'released' && state !== 'discarded')) return undefined;
  const who = mine ? commonTexts.you : (findPhoneName(trust, answer.phone) ?? commonTexts.anotherPhone);
  const { answered } = messageTexts.card;
  return answer.type === 'discard' && answer.notMe ? answered.notMe(who) : answered[answer.type](who);
}

/** Why the last attempt was not taken, where the message waits for another one. */
function lastAttempt({ state, history }: MessageView): NotTakenOutcome | undefined {
  const last = history.at(-1);
  return state === 'released' && last?.event === 'not-taken' ? last.outcome : undefined;
}

function detailOf(view: MessageView): string | undefined {
  if (view.state === 'delivered') return undefined;
  const outcome = lastAttempt(view) ?? view.outcome;
  return outcome && messageTexts.outcomeText(outcome, view.mayHaveArrived);
}

/** Why a message that waits cannot be sent. */
const sealText = ({ sealProblem }: MessageView): string | undefined =>
  sealProblem && messageTexts.card.notBelieved(sealProblem);

function stateText(view: MessageView, now: Instant): string {
  const { status } = messageTexts.card;
  switch (view.state) {
    case 'held':
      return now < view.holdUntil ? status.held : status.expired;
    case 'released':
      return lastAttempt(view) ? status.retrying : releasedText(view, now);
    case 'discarded':
      return view.answer ? discardedText(view, now) : status.discardedByVoice;
    case 'failed':
      return view.outcome?.code === 'not-rendered' ? status.notRendered : status.failed;
    case 'rendering':
    case 'sending':
    case 'unknown':
    case 'expired':
      return status[view.state];
    case 'delivered':
      return deliveredStatus(view);
  }
}

/** When and how it was sent. The sentence says no more than is known. */
function deliveredStatus({ history }: MessageView): string {
  const last = history.findLast(entry => entry.event === 'delivered');
  return last ? messageTexts.card.status.delivered(last.outcome, formatTime(last.at)) : '';
}

/** How long an owner can still take the release back. */
function releasedText({ undoUntil }: MessageView, now: Instant): string {
  const left = undoUntil === undefined ? undefined : formatTimeLeft(undoUntil, now);
  return left === undefined ? messageTexts.card.status.released : messageTexts.card.status.sendingIn(left);
}

/** How long an owner can still take the discard back. */
function discardedText({ undoUntil }: MessageView, now: Instant): string {
  const left = undoUntil === undefined ? undefined : formatTimeLeft(undoUntil, now);
  return left === undefined ? messageTexts.card.status.discarded : messageTexts.card.status.erasedIn(left);
}

/** Describes what the owner still has to do before "Send it" is possible; undefined if nothing. */
export function describeMissing({
  recipient,
  checked,
  listened,
  playing,
}: {
  recipient: Recipient;
  /** Whether the recording of the message was downloaded and its digest is right. */
  checked: boolean;
  /** Whether enough was heard, or the message needs no listening. */
  listened: boolean;
  playing: boolean;
}): string | undefined {
  const { hint } = messageTexts.card;
  if (recipient.is === 'unchosen') return hint.choose;
  if (recipient.is === 'gone') return hint.removed;
  if (recipient.is === 'unchecked') return sessionTexts.trust.loading;
  if (!checked) return hint.recording;
  if (!listened) return playing ? hint.listening : hint.listen;
  return undefined;
}
