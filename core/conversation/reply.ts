import type { Evidence } from '../confidence/story.ts';
import type { MessageState } from '../message/message.ts';

/** What "help" is answered with, by the question that is open; then the question is asked again. */
export type HelpCode = 'help' | 'help-recipient' | 'help-name-again' | 'help-message' | 'help-more';

/** What the Echo can say without a parameter. */
export type PlainReplyCode =
  | 'welcome'
  | 'welcome-first'
  | 'what-to-do'
  | 'ask-what-to-do'
  | HelpCode
  | 'not-understood'
  | 'ask-recipient'
  | 'ask-recipient-again'
  | 'ask-recipient-or-add'
  | 'ambiguous-name'
  | 'left-out-several'
  | 'ask-name-again'
  | 'ask-message'
  | 'ask-message-again'
  | 'empty-message'
  | 'message-too-long'
  | 'message-not-sayable'
  | 'held'
  | 'not-held'
  | 'not-all-held'
  | 'offer-to-add'
  | 'how-to-add'
  | 'added'
  | 'not-added'
  | 'nothing-to-add'
  | 'discarded'
  | 'not-discarded'
  | 'nothing-to-discard'
  | 'not-waiting'
  | 'many-to-discard'
  | 'nothing-to-explain'
  | 'no-phone-paired'
  | 'no-contacts'
  | 'room-paused'
  | 'room-paused-by-phone'
  | 'too-many-waiting'
  | 'too-many-held'
  | 'pairing-code-on-card'
  | 'no-pairing-code'
  | 'how-to-add-contact'
  | 'already-paired'
  | 'stopped'
  | 'stopped-still-holding'
  | 'gave-up'
  | 'gave-up-still-holding'
  | 'goodbye'
  | 'goodbye-still-holding'
  | 'household-not-loaded';

/** What became of the message that somebody asks about; `none` if there is none. */
export type DeliveryState = MessageState | 'none';

/**
 * One thing that the Echo says, as a code; `core/text` has its sentence in each language. No code has a contact's name
 * as a parameter: the name must come from the speaker. `said` is a name that no contact has, as it was heard.
 */
export type ReplyPart =
  | { code: PlainReplyCode }
  | { code: 'delivery'; state: DeliveryState }
  | { code: 'waiting' | 'held-for-several'; count: number }
  | { code: 'unknown-name' | 'left-out' | 'add-contact'; said: string }
  | { code: 'because'; evidence: readonly Evidence[] };

/** What the Echo says, and what it asks again if nobody answers. Without a reprompt the session ends. */
export type Reply = { say: readonly ReplyPart[]; reprompt?: ReplyPart };
