import type { TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/views.ts';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId, PhoneId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { NotTakenOutcome } from '../../core/message/outcome.ts';
import { frictionOn, mustChoose } from './statements.ts';
import { formatTimeLeft } from '../ui/time-text.ts';
import { findPhoneName } from '../session/actor-text.ts';
import { commonTexts, messageTexts, sessionTexts } from '../ui/texts.ts';

/** Whom a message goes to, as the card shows it. */
export type Recipient =
  | { is: 'contact'; contact: Contact; picked: boolean }
  /** The name is not shown before the owner picks. */
  | { is: 'unchosen' }
  /** The contact was removed since. */
  | { is: 'gone' }
  /** No trust list holds, so no name and no address is shown. */
  | { is: 'unchecked' };

/** What a message's card shows and offers. */
export type Card = {
  recipient: Recipient;
  status: string;
  offers: {
    /** `again`: an earlier attempt may have arrived. */
    release: 'first' | 'again' | undefined;
    discard: boolean;
    undo: boolean;
    /** Whether there is a recording that is to be heard; of what was discarded or expired there soon is none. */
    play: boolean;
    /** Whether playing starts a listening, for a release. */
    listen: boolean;
  };
};

/** Where a card is looked at: which phone shows it, the replayed trust list, and the house's time. */
export type Viewer = { me: PhoneId; trust: TrustList | undefined; now: Instant };

/**
 * What the card of a message shows, given whom the owner picked. Names and addresses come from the trust list
 * only.
 */
export function buildCard(view: MessageView, looking: Viewer, picked?: ContactId): Card {
  const { trust, now } = looking;
  const waits = now < view.holdUntil;
  const release =
    view.state === 'held' && waits
      ? 'first'
      : view.state === 'unknown' && !view.erased && now < view.sendBy
        ? 'again'
        : undefined;
  return {
    recipient: recipientOf(view, trust, picked, release !== undefined),
    status: describeStatus(view, looking),
    offers: {
      release,
      discard: (view.state === 'held' || view.state === 'rendering') && waits,
      undo: view.state === 'released',
      play:
        view.recording !== undefined &&
        !view.erased &&
        view.state !== 'discarded' &&
        view.state !== 'expired',
      listen: release !== undefined,
    },
  };
}

function recipientOf(
  view: MessageView,
  trust: TrustList | undefined,
  picked: ContactId | undefined,
  open: boolean,
): Recipient {
  if (!trust) return { is: 'unchecked' };
  if (open && picked === undefined && mustChoose(frictionOn(view, trust))) return { is: 'unchosen' };
  const id = (open ? picked : undefined) ?? view.answer?.contact ?? view.contact;
  const contact = id && trust.contacts.get(id);
  return contact ? { is: 'contact', contact, picked: open && picked !== undefined } : { is: 'gone' };
}

/**
 * The state of a message, whose answer it got and what became of it, in sentences; empty where the card's own
 * buttons say it all.
 */
export function describeStatus(view: MessageView, looking: Viewer): string {
  return [answerText(view, looking), stateText(view, looking.now), detailOf(view)].filter(Boolean).join(' ');
}

/** Whose answer it is: of one's own it is said only until there is more to say. */
function answerText({ answer, state }: MessageView, { me, trust }: Viewer): string | undefined {
  const mine = answer?.phone === me;
  if (!answer || (mine && state !== 'released' && state !== 'discarded')) return undefined;
  const who = mine ? commonTexts.you : (findPhoneName(trust, answer.phone) ?? commonTexts.anotherPhone);
  const { answered } = messageTexts.card;
  return answer.notMe ? answered.notMe(who) : answered[answer.type](who);
}

/** Why the last attempt was not taken, where the message waits for another one. */
function lastAttempt({ state, history }: MessageView): NotTakenOutcome | undefined {
  const last = history.at(-1);
  return state === 'released' && last?.event === 'not-taken' ? last.outcome : undefined;
}

function detailOf(view: MessageView): string | undefined {
  const outcome = lastAttempt(view) ?? view.outcome;
  return outcome && messageTexts.outcomeText(outcome, view.mayHaveArrived);
}

function stateText(view: MessageView, now: Instant): string {
  const { status } = messageTexts.card;
  switch (view.state) {
    case 'held':
      return now < view.holdUntil ? status.held : status.expired;
    case 'released':
      return lastAttempt(view) ? status.retrying : releasedText(view, now);
    case 'discarded':
      return view.answer ? status.discarded : status.discardedByVoice;
    case 'failed':
      return view.outcome?.code === 'not-rendered' ? status.notRendered : status.failed;
    case 'rendering':
    case 'sending':
    case 'unknown':
    case 'delivered':
    case 'expired':
      return status[view.state];
  }
}

/** How long somebody can still take it back. */
function releasedText({ undoUntil }: MessageView, now: Instant): string {
  const left = undoUntil === undefined ? undefined : formatTimeLeft(undoUntil, now);
  return left === undefined ? messageTexts.card.status.released : messageTexts.card.status.sendingIn(left);
}

/** What is still missing before "Send it" may be tapped, as a sentence; undefined if nothing is. */
export function describeMissing({
  recipient,
  checked,
  listened,
  playing,
}: {
  recipient: Recipient;
  /** Whether the recording was downloaded and is the one the message speaks of. */
  checked: boolean;
  /** Whether enough of it was heard, or one tap will do. */
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
