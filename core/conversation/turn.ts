import type { Speaker } from '../confidence/evidence/speaker.ts';
import type { Language } from '../household/language.ts';
import type { HeardName } from '../confidence/names/match-contact.ts';
import type { RoomId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';

/** What came back, as far as the platform tells. */
export type Heard =
  | { kind: 'launch' }
  | { kind: 'send'; name?: HeardName; message?: string }
  /** Real audio from a device with a microphone of its own, by a reference that only its host can resolve. */
  | { kind: 'recording'; reference: string }
  | { kind: 'add'; words: string }
  | { kind: 'discard' }
  | { kind: 'waiting' }
  | { kind: 'why' }
  | { kind: 'pair' }
  | { kind: 'help' }
  | { kind: 'stop' }
  | { kind: 'not-understood' }
  | { kind: 'ended'; silent: boolean };

/** One turn of a conversation. */
export type Turn = {
  at: Instant;
  /** Of the request: the same request again has the same id. */
  request: string;
  room: RoomId;
  language: Language;
  /** The first request of its session. */
  opens: boolean;
  /** A voice that the platform recognised; absent where it recognised none, or did not say. */
  speaker?: Speaker;
  heard: Heard;
};
