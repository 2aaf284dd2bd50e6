import * as z from 'zod/mini';
import { passkeyAssertionSchema } from '../approval/passkey-assertion.ts';
import { STATEMENT_REFUSALS } from '../approval/statement.ts';
import { FRICTIONS } from '../household/friction.ts';
import {
  contactIdSchema,
  householdIdSchema,
  messageIdSchema,
  phoneIdSchema,
  roomIdSchema,
} from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import { sha256Schema } from '../household/bytes/sha256.ts';
import { MESSAGE_REFUSALS } from '../message/decision.ts';
import { historyEntrySchema } from '../message/history-entry.ts';
import { MESSAGE_STATES } from '../message/message.ts';
import { outcomeSchema, SEAL_PROBLEMS } from '../message/outcome.ts';
import { noBody, ofMessage, type Route } from './route.ts';
import { storySchema } from './story-schema.ts';
import { troubleSchema } from './trouble.ts';
import { trustTailSchema } from './trust-routes.ts';

/** A message as a phone gets it. Its content comes separately, with the recording. */
export const messageViewSchema = z.object({
  id: messageIdSchema,
  state: z.enum(MESSAGE_STATES),
  /** The name is missing if the household has forgotten the room. */
  room: z.object({ id: roomIdSchema, name: z.optional(z.string()) }),
  /** The contact that the Echo heard; missing while the owner has to choose one without seeing it. */
  contact: z.optional(contactIdSchema),
  heldAt: instantSchema,
  holdUntil: instantSchema,
  sendBy: instantSchema,
  recording: z.optional(
    z.object({
      digest: sha256Schema,
      mediaType: z.string(),
      /** In milliseconds. */
      duration: z.number(),
      /** Of the audio. */
      bytes: z.number(),
      hasTranscript: z.boolean(),
    }),
  ),
  story: storySchema,
  confidence: z.object({ logOdds: z.number(), probability: z.number() }),
  /** What a release of this message requires. */
  friction: z.enum(FRICTIONS),
  answer: z.optional(
    z.discriminatedUnion('type', [
      z.object({
        type: z.literal('release'),
        phone: phoneIdSchema,
        at: instantSchema,
        contact: contactIdSchema,
      }),
      z.object({ type: z.literal('discard'), phone: phoneIdSchema, at: instantSchema, notMe: z.boolean() }),
    ]),
  ),
  /** Why the message cannot be sent: it is not as the Echo took it. Contact and recording are left out then. */
  sealProblem: z.optional(z.enum(SEAL_PROBLEMS)),
  /** Until when any phone can take the answer back. */
  undoUntil: z.optional(instantSchema),
  outcome: z.optional(outcomeSchema),
  /** The message was not sent, and an earlier attempt may have arrived. */
  mayHaveArrived: z.optional(z.literal(true)),
  history: z.array(historyEntrySchema),
  erased: z.boolean(),
});
export type MessageView = z.infer<typeof messageViewSchema>;

/** `now`: the time on the server's clock. */
export const oneMessage = z.object({ now: instantSchema, message: messageViewSchema });
export type OneMessage = z.infer<typeof oneMessage>;

/** How many messages one answer lists. */
export const MESSAGES_LISTED = 200;

/**
 * The newest messages, or those before one that the phone has, with what the phone lacks of the trust list: `known` is
 * the number of links that it has. If the list has fewer than `known` links, the answer has all of them.
 */
export const listMessages = {
  method: 'GET',
  path: '/households/:household/messages',
  provenBy: 'phone',
  target: z.object({
    household: householdIdSchema,
    before: z.optional(messageIdSchema),
    known: z.pipe(
      z.optional(z.string()),
      z.transform(text => (/^\d+$/.test(text ?? '') ? Number(text) : 0)),
    ),
  }),
  body: noBody,
  answer: z.object({
    now: instantSchema,
    messages: z.array(messageViewSchema),
    trust: trustTailSchema,
    /** Of the program that answers. A page of an older version may not understand the rest. */
    version: z.optional(z.string()),
    /** What the owner can mend; missing where nobody watches for it. */
    troubles: z.optional(z.array(troubleSchema)),
  }),
  problems: ['body-malformed'],
} as const satisfies Route;

export const showMessage = {
  method: 'GET',
  path: '/households/:household/messages/:message',
  provenBy: 'phone',
  target: ofMessage,
  body: noBody,
  answer: oneMessage,
  problems: ['no-such-message'],
} as const satisfies Route;

/** The audio and, if it was dictated, the transcript in UTF-8, byte for byte as they are hashed. */
export const downloadRecording = {
  method: 'GET',
  path: '/households/:household/messages/:message/recording',
  provenBy: 'phone',
  target: ofMessage,
  body: noBody,
  answer: z.object({ audio: z.instanceof(Blob), transcript: z.optional(z.instanceof(Blob)) }),
  answeredAs: 'form',
  problems: ['no-recording'],
} as const satisfies Route;

/** Begins to listen. The nonce makes one release by this phone valid, once half of the duration has passed. */
export const beginListening = {
  method: 'POST',
  path: '/households/:household/messages/:message/listen',
  provenBy: 'phone',
  target: ofMessage,
  body: noBody,
  answer: z.object({ nonce: z.string() }),
  problems: ['no-such-message', ...MESSAGE_REFUSALS, ...SEAL_PROBLEMS],
} as const satisfies Route;

/** Takes a signed release or discard, with a passkey's assertion over it if the release requires one. */
export const answerMessage = {
  method: 'POST',
  path: '/households/:household/messages/:message/answer',
  provenBy: 'phone',
  target: ofMessage,
  body: z.strictObject({
    jws: z.string().check(z.maxLength(8_000)),
    assertion: z.optional(passkeyAssertionSchema),
  }),
  answer: oneMessage,
  problems: [
    'no-such-message',
    ...MESSAGE_REFUSALS,
    ...SEAL_PROBLEMS,
    ...STATEMENT_REFUSALS,
    'other-than-heard',
    'passkey-refused',
  ],
} as const satisfies Route;

/** Takes a release back if no courier has claimed the message yet, or a discard whose content is not erased yet. */
export const undoAnswer = {
  method: 'POST',
  path: '/households/:household/messages/:message/undo',
  provenBy: 'phone',
  target: ofMessage,
  body: noBody,
  answer: oneMessage,
  problems: ['no-such-message', ...MESSAGE_REFUSALS],
} as const satisfies Route;
