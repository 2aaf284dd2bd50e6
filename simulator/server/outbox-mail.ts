import type { Instant } from '../../core/household/instant.ts';

/** A mail in the outbox, as its page shows it: text, whatever the mail may contain. */
export type OutboxMail = {
  id: string;
  at: Instant;
  /** Addresses, with names if there are any. */
  to: readonly string[];
  subject: string;
  text: string;
};

/** The outbox folder, as its page reads it. */
export type Outbox = {
  /** Newest first. */
  list(): Promise<readonly OutboxMail[]>;
  /** The recording attached to a mail. */
  read(id: string): Promise<{ bytes: Uint8Array; mediaType: string; name: string } | undefined>;
};
