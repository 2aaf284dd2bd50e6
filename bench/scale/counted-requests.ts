/** The requests to AWS on one stretch of a message's way, and DynamoDB's units for them. */
export type Leg = {
  requests: Readonly<Record<string, number>>;
  readUnits: number;
  writeUnits: number;
};

/**
 * The requests that one message makes to AWS, leg by leg, for functions that are warm and a household whose rooms and
 * addresses are known. `test/lambda/requests.test.ts` counts all but `noticed` on the built functions and fails where
 * this list differs; docs/cost.md and docs/scale.md state what follows from it.
 */
export const LEGS = {
  /** "Send a message to Anna": the skill loads the household. */
  opened: { requests: { Query: 1 }, readUnits: 2, writeUnits: 0 },
  /** The words of the message: the skill stores transcript and message. */
  dictated: { requests: { PutObject: 1, TransactWriteItems: 1 }, readUnits: 0, writeUnits: 10 },
  /** The courier makes speech of the words, notifies, and asks to be woken when the hold ends. */
  rendered: {
    requests: {
      BatchGetItem: 1,
      Query: 1,
      GetObject: 1,
      SynthesizeSpeech: 1,
      PutObject: 1,
      PutItem: 2,
      CreateSchedule: 1,
    },
    readUnits: 3,
    writeUnits: 4,
  },
  /** One more for each phone that takes pushes. */
  pushed: { requests: { Query: 1 }, readUnits: 1, writeUnits: 0 },
  /** An open app looks at the list, as it does every few seconds. */
  looked: { requests: { Query: 1, PutItem: 1 }, readUnits: 2, writeUnits: 1 },
  /** Four requests of the phone: the list, the recording, a listening, the signed release. */
  released: {
    requests: { BatchGetItem: 3, Query: 1, PutItem: 2, TransactWriteItems: 2, GetObject: 1 },
    readUnits: 12,
    writeUnits: 18,
  },
  /** Two requests of the phone: the list, the signed discard. */
  discarded: {
    requests: { BatchGetItem: 1, Query: 1, PutItem: 1, TransactWriteItems: 1 },
    readUnits: 5,
    writeUnits: 11,
  },
  /** The courier is woken or hears of a change, and nothing is due. It reads what it reads of every message. */
  noticed: { requests: { BatchGetItem: 1 }, readUnits: 2, writeUnits: 0 },
  /** The courier sees an answer that can still be undone and asks to be woken when it cannot. */
  awaited: { requests: { BatchGetItem: 1, SendMessage: 1 }, readUnits: 2, writeUnits: 0 },
  delivered: {
    requests: {
      BatchGetItem: 1,
      GetItem: 1,
      GetObject: 1,
      TransactWriteItems: 1,
      SendEmail: 1,
      PutItem: 1,
    },
    readUnits: 3,
    writeUnits: 16,
  },
  /** After a delivery on a wake-up the courier asks to be woken when the content must go. */
  scheduled: { requests: { CreateSchedule: 1 }, readUnits: 0, writeUnits: 0 },
  /** The hold of an answered message ends: the courier asks to be woken when its content must go. */
  kept: { requests: { BatchGetItem: 1, CreateSchedule: 1 }, readUnits: 2, writeUnits: 0 },
  erased: {
    requests: { BatchGetItem: 1, PutItem: 1, ListObjectVersions: 1, DeleteObjects: 1 },
    readUnits: 2,
    writeUnits: 4,
  },
  expired: {
    requests: { BatchGetItem: 1, PutItem: 2, ListObjectVersions: 1, DeleteObjects: 1 },
    readUnits: 2,
    writeUnits: 4,
  },
} as const satisfies Record<string, Leg>;

export type LegName = keyof typeof LEGS;

/** The secrets that a new copy of a function reads from SSM before its first work. */
export const SECRETS_READ = { skill: 1, companion: 5, courier: 5 } as const;
