import type { Context } from 'hono';
import type { TroubleView } from '../../core/api/trouble.ts';
import type { Channel } from '../../core/household/channel.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { Documents } from '../ports/documents.ts';
import type { LogEvent } from '../ports/log.ts';
import type { PrepareRecording } from '../ports/prepare-recording.ts';
import type { PushSender } from '../ports/push-sender.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { PairingCodeIndex } from './pairing-code-index.ts';
import type { Rates } from './requests/rate-limits.ts';

/** Where a request came from: an IPv4 address, or the network of an IPv6 address. */
export type NetworkAddress = {
  /** Who sent it. Behind a proxy it is what the proxy says. */
  sender: string;
  /** The other end of the connection: the sender if there is no proxy. */
  socket: string;
};

/** Finds where a request came from. */
export type AddressOf = (c: Context) => NetworkAddress;

/** What the phone API works with. */
export type CompanionParts = {
  documents: Documents;
  recordings: Recordings;
  /** The key that seals the first link of each trust list. */
  anchor: Uint8Array;
  /** The key that messages are sealed with. */
  sealKey: Uint8Array;
  clock: () => Instant;
  /** The time that proofs are compared with. A used proof that is no longer stored must be stale by it. */
  proofClock: () => Instant;
  /** A fresh, unguessable text for each call. */
  newNonce: () => string;
  /** Gives this many random bytes. */
  random: (bytes: number) => Uint8Array;
  /** The origins under which phones reach this API, for the `htu` of their proofs. */
  origins: readonly string[];
  /** What pushes are sent with, and the address of the phone app, ending in a slash. */
  push: { sender: PushSender; app: () => string };
  /** The one household of a home server, or how to find the household of a typed pairing code. */
  households: { only: HouseholdId } | { byCode: PairingCodeIndex };
  /** What the owner can mend, where something watches for it. */
  troubles?: () => TroubleView[];
  /** Sends a mail without content to its own sender, where there is a mail server. */
  sendTestMail?: () => Promise<{ to: string; attempt: Attempt }>;
  /** The channels that the operator has set up. */
  channels: readonly Channel[];
  /** Gives the function that makes a start link from a token, where there is a bot. Throws if the bot cannot be reached. */
  chatBot?: (() => Promise<(token: string) => string>) | undefined;
  /** Brings audio of the owner's own voice into its form, where messages can be recorded again. */
  prepare?: PrepareRecording | undefined;
  rates: Rates;
  addressOf: AddressOf;
  log: (line: { event: LogEvent; code?: string }) => void;
};
