import { consentOf } from '../../core/household/consent.ts';
import type { AddressDigest } from '../../core/household/contact.ts';
import { decide } from '../../core/message/decide.ts';
import type { Claim, Message } from '../../core/message/message.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { PutOptions } from '../ports/documents.ts';
import { changeDocument } from '../storage/change-document.ts';
import type { CourierParts } from './courier-step.ts';

/** Attempts that are not made: the recipient has stopped messages. */
export const STOPPED: Attempt = { result: 'refused', outcome: { code: 'stopped' } };
/** Too little of the lease is left. */
export const TOO_LATE: Attempt = { result: 'not-taken', outcome: { code: 'begun-too-late' } };
/** The claim or the trust list is no longer what it was. */
const INTERRUPTED: Attempt = { result: 'not-taken', outcome: { code: 'interrupted' } };

type Claimed = {
  claim: Claim;
  to: AddressDigest;
  /** The version of the trust list that the delivery was verified on. */
  sameTrust: NonNullable<PutOptions['check']>;
};

/** The moment from which the recording of a claimed message may have left, as the store knows it. */
export class Beginning {
  /** The message as the courier last wrote it. */
  message: Message;
  /** Why the moment could not be stored. */
  failure: Error | undefined;
  readonly #parts: Pick<CourierParts, 'documents' | 'clock'>;
  readonly #claimed: Claimed;

  constructor(parts: Pick<CourierParts, 'documents' | 'clock'>, message: Message, claimed: Claimed) {
    this.message = message;
    this.#parts = parts;
    this.#claimed = claimed;
  }

  /** Stores that the recording is about to leave. Gives an attempt if it must not leave. Never rejects. */
  async note(): Promise<Attempt | undefined> {
    if (this.#claimed.claim.begun) return undefined;
    try {
      return await this.#store();
    } catch (error) {
      this.failure = error as Error;
      return INTERRUPTED;
    }
  }

  async #store(): Promise<Attempt | undefined> {
    const { documents, clock } = this.#parts;
    const { claim, to, sameTrust } = this.#claimed;
    const { household, id } = this.message;
    let lastSeen: number | undefined;
    const noted = await changeDocument<'message', Attempt>(documents, {
      household,
      kind: 'message',
      id,
      known: this.message,
      async decide(message) {
        // The message is as the last put expected it, so the put was not stored because the trust list has changed.
        if (!message || message.version === lastSeen) return { answer: INTERRUPTED };
        lastSeen = message.version;
        // A stop that came while the channel connected counts.
        const consent = await documents.get(household, 'consent', 'consent');
        if (consentOf(consent, to)?.stopped) return { answer: STOPPED };
        const decision = decide(message, { do: 'begin', claim: claim.id }, clock());
        if (decision.kind !== 'moved') return { answer: INTERRUPTED };
        return { next: decision.message, options: { check: sameTrust } };
      },
    });
    if ('answer' in noted) return noted.answer;
    this.message = noted.stored;
    return clock() < claim.leaseUntil ? undefined : TOO_LATE;
  }
}
