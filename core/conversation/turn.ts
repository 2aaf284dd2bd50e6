import type { Speaker } from '../confidence/evidence/definition.ts';
import type { Language } from '../household/language.ts';
import type { HeardName } from '../confidence/names/match-contact.ts';
import type { MessageId, RoomId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';

/** What the platform took the utterance for. */
export type Heard =
  | { kind: 'launch' }
  /** A request, or the answer to a question. `nameAgain` answers the request to say the name once more. */
  | { kind: 'send'; name?: HeardName; nameAgain?: HeardName; message?: string }
  /**
   * A request in one breath ("tell Anna I'm late"): what came after the carrier, with the name and the message in it.
   */
  | { kind: 'tell'; said: string }
  /** Audio from a device with its own microphone, as a reference that only the host of the device can resolve. */
  | { kind: 'audio'; reference: string }
  | { kind: 'add'; transcript: string }
  /** `messages` are those that a screen showed beside the button that was touched. */
  | { kind: 'discard'; messages?: readonly MessageId[] }
  | { kind: 'count-waiting' }
  /** "Did Anna get my message?" Without a name the newest message is meant. */
  | { kind: 'delivery-status'; name?: HeardName }
  | { kind: 'explain' }
  | { kind: 'pair-phone' }
  | { kind: 'add-contact' }
  | { kind: 'repeat' }
  | { kind: 'help' }
  | { kind: 'stop' }
  | { kind: 'cancel' }
  | { kind: 'yes' }
  | { kind: 'no' }
  | { kind: 'not-understood' }
  | { kind: 'session-ended'; silent: boolean };

/** One turn of a conversation. */
export type Turn = {
  at: Instant;
  /** The id of the request; Alexa repeats a request under the same id. */
  requestId: string;
  room: RoomId;
  language: Language;
  /** Whether this is the first request of its session. */
  opensSession: boolean;
  /** How the platform recognised the voice; missing where it did not, or did not say. */
  speaker?: Speaker;
  heard: Heard;
};
