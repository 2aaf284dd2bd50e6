import type { Model } from '../confidence/model.ts';
import type { Household } from './household.ts';
import type { StoppedConversation } from './stopped-conversation.ts';
import type { MessageId, RoomId } from '../household/ids.ts';
import type { ToHold } from '../message/hold.ts';
import type { Conversation } from './conversation.ts';
import type { Turn } from './turn.ts';

/** What the Echo says, and again if nobody answers. Without a reprompt the session ends. */
export type Reply = { say: string; reprompt?: string };

/** What must be done before the reply is spoken. */
export type Effect =
  | { do: 'hold'; message: Omit<ToHold, 'household'>; content: { words: string } | { reference: string } }
  /** `request`: the same one again adds nothing. */
  | { do: 'extend'; message: MessageId; words: string; request: string }
  | { do: 'discard'; message: MessageId }
  | { do: 'keep-story'; stopped: Pick<StoppedConversation, 'id' | 'at' | 'why' | 'story'>; room: RoomId }
  | { do: 'pause-room'; room: RoomId }
  | { do: 'offer-pairing' };

type Said = { conversation: Conversation; reply: Reply };

/**
 * A handler's answer. With an effect comes what to say should it fail or be refused: the Echo claims only what
 * has been done.
 */
export type Step = Said & ({ effect?: undefined } | { effect: Effect; otherwise: Said });

/** One kind of turn: the two methods that a skill developer knows, without I/O. */
export interface Handler {
  canHandle(turn: Turn, conversation: Conversation): boolean;
  handle(turn: Turn, conversation: Conversation, household: Household, model: Model): Step;
}
