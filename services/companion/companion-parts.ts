import type { Context } from 'hono';
import type { PushSender } from '../ports/push-sender.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { CodeNames } from './code-names.ts';
import type { Rates } from './rate-limits.ts';

/** What the phone API works with. */
export type CompanionParts = {
  documents: Documents;
  recordings: Recordings;
  anchor: Uint8Array;
  clock: () => Instant;
  /** A fresh, unguessable text for each call. */
  newNonce: () => string;
  /** So many random bytes. */
  random: (bytes: number) => Uint8Array;
  /** The origins under which phones reach this API, for the `htu` of their proofs. */
  origins: readonly string[];
  /** What pushes are sent with, and the address of the phone app, ending in a slash. */
  push: { sender: PushSender; app: () => string };
  /** Where many households share the address. */
  codeNames?: CodeNames;
  rates: Rates;
  /** The network address that a request came from, as far as the host knows it. */
  addressOf: (c: Context) => string;
  log: (line: { event: string; code?: string }) => void;
};
