import { toCrockford } from './crockford.ts';
import type { Instant } from './instant.ts';
import { sha256 } from './sha256.ts';

/** The household: one Alexa account's world. */
export type HouseholdId = string & { readonly household: unique symbol };
/** One Echo, as a digest of its device id. */
export type RoomId = string & { readonly room: unique symbol };
export type ContactId = string & { readonly contact: unique symbol };
/** RFC 7638 thumbprint of the phone's public key. */
export type PhoneId = string & { readonly phone: unique symbol };
export type MessageId = string & { readonly message: unique symbol };
export type ConversationId = string & { readonly conversation: unique symbol };

/**
 * An id that sorts by time, as a ULID does: 48 bits of milliseconds, then 16 characters of the digest of `seed`.
 * The same moment and seed give the same id, so a repeated request makes no second message.
 */
export function timeId(at: Instant, seed: string): string {
  const time = new DataView(new ArrayBuffer(8));
  time.setBigUint64(0, BigInt(at));
  return (
    toCrockford(new Uint8Array(time.buffer).slice(2)) +
    sha256(seed)
      .replace(/[^0-9A-Za-z]/g, 'x')
      .slice(0, 16)
  );
}

export const roomIdOf = (deviceId: string): RoomId => sha256(`room ${deviceId}`).slice(0, 16) as RoomId;
export const conversationIdOf = (at: Instant, sessionId: string): ConversationId =>
  timeId(at, `conversation ${sessionId}`) as ConversationId;
