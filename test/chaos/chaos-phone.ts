import type { MessageView } from '../../core/api/message-routes.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { TestPhone } from '../support/builders/builders.ts';
import { type Answered, PhoneClient } from '../support/builders/phone-client.ts';

/** A phone whose clock is set again where the server says that it is wrong, as the app does it. */
export class ChaosPhone extends PhoneClient {
  readonly #clock: () => Instant;
  readonly #words = new Map<string, string>();
  /** How far the server takes proofs to be behind its clock. */
  #ahead = 0;

  constructor(place: { origin: string; household: HouseholdId; clock: () => Instant }, keys: TestPhone) {
    super(place.origin, place.household, keys);
    this.#clock = place.clock;
  }

  override now(): Instant {
    return (this.#clock() + this.#ahead) as Instant;
  }

  override async call<T>(method: string, path: string, body?: unknown): Promise<Answered<T>> {
    const answered = await super.call<T & { now?: number }>(method, path, body);
    const { code, now } = answered.body;
    if (code !== 'proof-stale' || now === undefined) return answered;
    this.#ahead = now - this.#clock();
    return super.call<T>(method, path, body);
  }

  /** What was dictated; it is asked for once. */
  async wordsOf(view: MessageView): Promise<string | undefined> {
    if (!this.#words.has(view.id)) {
      const parts = await (await this.fetch('GET', `/messages/${view.id}/recording`)).formData();
      this.#words.set(view.id, await (parts.get('transcript') as File).text());
    }
    return this.#words.get(view.id);
  }
}
