import type { Model } from '../confidence/model.ts';
import type { RoomId } from '../household/ids.ts';
import type { ToHold } from '../message/hold.ts';
import type { Story } from '../confidence/story.ts';
import type { Conversation, HeldMessages } from './conversation.ts';
import type { Household } from './household.ts';
import type { Reply } from './reply.ts';
import type { StoppedConversation } from './stop.ts';
import type { Turn } from './turn.ts';

/** What must be done before the reply is spoken. */
export type Effect =
  /** One message for each recipient, all with the same content. */
  | { do: 'hold'; messages: [MessageToHold, ...MessageToHold[]]; content: Content }
  /** The same request twice adds its words once. The story has the evidence of the added words. */
  | { do: 'extend'; messages: HeldMessages; transcript: string; requestId: string; story: Story }
  | { do: 'discard'; messages: HeldMessages }
  | { do: 'keep-story'; stopped: Pick<StoppedConversation, 'id' | 'at' | 'why' | 'story'>; room: RoomId }
  | { do: 'pause-room'; room: RoomId }
  | { do: 'offer-pairing' };

/** What a message says: dictated text, or a reference to audio that only the host of the device can resolve. */
export type Content = { transcript: string } | { audio: string };

/** A message to hold, but for the household. */
export type MessageToHold = Omit<ToHold, 'household'>;

/** The conversation after a turn, and what the Echo says. */
export type AfterTurn = { conversation: Conversation; reply: Reply };

/**
 * A handler's answer. With an effect comes the answer to give instead if the effect fails or is refused, because the
 * Echo says only what has been done.
 */
export type Step = AfterTurn & {
  /** The turn said nothing that the conversation could use. */ missed?: true;
} & ({ effect?: undefined } | { effect: Effect; ifEffectFails: AfterTurn });

/** All that a handler decides on. */
export type Situation = { turn: Turn; conversation: Conversation; household: Household; model: Model };

/** A turn, and the conversation after its evidence was weighed. */
export type Weighed = Pick<Situation, 'turn' | 'conversation'>;

/**
 * One kind of turn, as the two methods of an ask-sdk request handler, without I/O. `canHandle` gives what the handler
 * needs of a turn that it handles, typed, and `handle` gets that as `matched`: so it checks nothing twice.
 */
export interface Handler<Matched = true> {
  canHandle(turn: Turn, conversation: Conversation): Matched | false | undefined;
  handle(situation: Situation, matched: Matched): Step;
}
