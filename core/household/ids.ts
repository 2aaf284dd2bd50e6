import * as z from 'zod/mini';
import { fromCrockford, toCrockford } from './bytes/crockford.ts';
import { type Instant, instant } from './instant.ts';
import { sha256, sha256OfParts } from './bytes/sha256.ts';

/** An id has no character with a special meaning in a URL, in a file's path, or in a key of the database. */
const id = /* @__PURE__ */ z.string().check(z.regex(/^[\w-]{1,64}$/));

/** The household: one Alexa account's world; at home that of everybody who uses the server. */
export const householdIdSchema = /* @__PURE__ */ id.brand<'HouseholdId'>();
export type HouseholdId = z.infer<typeof householdIdSchema>;
/** One Echo, as a digest of its device id. */
export const roomIdSchema = /* @__PURE__ */ id.brand<'RoomId'>();
export type RoomId = z.infer<typeof roomIdSchema>;
export const contactIdSchema = /* @__PURE__ */ id.brand<'ContactId'>();
export type ContactId = z.infer<typeof contactIdSchema>;
/** RFC 7638 thumbprint of the phone's public key. */
export const phoneIdSchema = /* @__PURE__ */ id.brand<'PhoneId'>();
export type PhoneId = z.infer<typeof phoneIdSchema>;
export const messageIdSchema = /* @__PURE__ */ id.brand<'MessageId'>();
export type MessageId = z.infer<typeof messageIdSchema>;
export const conversationIdSchema = /* @__PURE__ */ id.brand<'ConversationId'>();
export type ConversationId = z.infer<typeof conversationIdSchema>;

/**
 * Makes an id that sorts by time, as a ULID does: 48 bits of milliseconds, then 16 characters of the digest of `seed`.
 * The same time and seed give the same id, so that a repeated request does not create a second message.
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

/** How many characters of an id by {@link timeId} stand for its time: 48 bits, and two that fill up the last one. */
const TIME_LENGTH = 10;

/** The time in an id by {@link timeId}. */
export const timeIn = (id: string): Instant => instant(fromCrockford(id.slice(0, TIME_LENGTH)) / 4);

/** Whether two ids by {@link timeId} have the same seed, perhaps at different times. */
export const haveSameSeed = (a: string, b: string): boolean => a.slice(TIME_LENGTH) === b.slice(TIME_LENGTH);

export const roomIdOf = (deviceId: string): RoomId => sha256(`room ${deviceId}`).slice(0, 16) as RoomId;
export const conversationIdOf = (at: Instant, sessionId: string): ConversationId =>
  timeId(at, `conversation ${sessionId}`) as ConversationId;

/**
 * The household of an Alexa account, from the account's id for this skill. The household's id may be public: without a
 * paired phone's signature it opens nothing.
 */
export const householdIdOf = (accountId: string): HouseholdId =>
  sha256OfParts('second-yes alexa', accountId).slice(0, 22) as HouseholdId;
