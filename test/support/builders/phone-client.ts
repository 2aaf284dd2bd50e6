import { randomUUID } from 'node:crypto';
import { makeProof } from '../../../core/approval/proof.ts';
import { signWithPhoneKey } from '../../../core/approval/jws.ts';
import { headOf, linkDigest, replayTrustList, type TrustList } from '../../../core/approval/trust-list.ts';
import type { TrustTail } from '../../../core/api/trust-routes.ts';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { storyDigest } from '../../../core/confidence/story.ts';
import { addressDigest, type Contact } from '../../../core/household/contact.ts';
import type { ContactId, HouseholdId } from '../../../core/household/ids.ts';
import { type Instant, instant } from '../../../core/household/instant.ts';
import type { SettingsChange } from '../../../core/household/settings.ts';
import type { Sha256 } from '../../../core/household/bytes/sha256.ts';
import { recordingDigest } from '../../../core/message/recording/recording.ts';
import { appendLinks } from '../../../phone/session/check-trust-list.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import { type TestPhone, theRecovery } from './builders.ts';

/** What the API answered. */
export type Answered<T> = { status: number; body: T & { code?: string } };

/** The messages, and what the phone lacks of the trust list; that is missing where it was refused. */
type Looked = { messages: MessageView[]; trust?: TrustTail };

/** How long a phone waits between two requests, in milliseconds: the API allows 240 a minute. */
export const ASKS_EVERY = 250;
/**
 * How long a test waits for what must happen, in milliseconds: less than a test's timeout, so that it can say what it
 * saw.
 */
export const PATIENCE = 150_000;

/** A phone without a screen: what the app does, over the real API. */
export class PhoneClient {
  readonly origin: string;
  readonly household: HouseholdId;
  readonly keys: TestPhone;
  firstLink: Sha256 | undefined;
  /** The links of the trust list that came with the messages, or with a link of its own. */
  #links: readonly string[] = [];

  constructor(origin: string, household: HouseholdId, keys: TestPhone) {
    this.origin = origin;
    this.household = household;
    this.keys = keys;
  }

  /** The time on this phone's clock. */
  now(): Instant {
    return instant(Date.now());
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<Answered<T>> {
    const response = await this.fetch(method, path, body);
    return { status: response.status, body: (await response.json()) as T & { code?: string } };
  }

  /** Asks, and asks again after a pause where this phone has asked too much in a minute, as the app does. */
  async fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const url = `${this.origin}/api/households/${this.household}${path}`;
    const [address = ''] = url.split('?');
    const bytes = new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body));
    const proof = await makeProof(
      { method, url: address, body: bytes },
      { phone: this.keys.id, key: this.keys.key, jwk: this.keys.jwk },
      { at: this.now(), jti: randomUUID() },
    );
    const headers = { DPoP: proof, ...(body !== undefined && { 'Content-Type': 'application/json' }) };
    const response = await fetch(url, { method, headers, ...(body !== undefined && { body: bytes }) });
    if (response.status !== 429) return response;
    await new Promise(resolve => setTimeout(resolve, 1_000 * Number(response.headers.get('Retry-After'))));
    return this.fetch(method, path, body);
  }

  async pair(code: string): Promise<Answered<{ links: string[] }>> {
    const answered = await this.call<{ links: string[] }>('POST', '/pair', {
      code,
      phone: { key: this.keys.jwk, name: 'Test phone' },
      recovery: (await theRecovery).jwk,
    });
    if (answered.status === 200) this.firstLink = linkDigest(answered.body.links[0] ?? '');
    return answered;
  }

  /** The list as it is now. */
  async trust(): Promise<TrustList> {
    const { body } = await this.call<{ links: string[] }>('GET', '/trust');
    const trust = await this.#replayed(body.links);
    if ('refused' in trust) throw new Error(`trust list broken at ${trust.link}`);
    return trust;
  }

  /** The list as the last look at the messages showed it; one that does not hold is asked for, as is one never seen. */
  async #trustSeen(): Promise<TrustList> {
    const trust = await this.#replayed(this.#links);
    return 'refused' in trust ? this.trust() : trust;
  }

  #replayed(links: readonly string[]): ReturnType<typeof replayTrustList> {
    return replayTrustList(links, this.household, {
      firstLink: this.firstLink ?? linkDigest(links[0] ?? ''),
    });
  }

  putContact(contact: Contact): Promise<Answered<{ links: string[] }>> {
    return this.append({ type: 'put-contact', contact });
  }

  /** Changes settings; tests that wait for a delivery set `undo` to 0. */
  set(settings: SettingsChange): Promise<Answered<{ links: string[] }>> {
    return this.append({ type: 'change-settings', settings });
  }

  async append(said: TrustChange): Promise<Answered<{ links: string[] }>> {
    const link = await this.signedLink(said);
    const answered = await this.call<{ links: string[] }>('POST', '/trust', { link });
    if (answered.status === 200) this.#links = answered.body.links;
    return answered;
  }

  /** Erases everything about the household. */
  async erase(): Promise<Answered<object>> {
    return this.call('POST', '/erase', { household: this.household, head: headOf(await this.trust()) });
  }

  /** A link that follows the list as it is now. */
  async signedLink(said: TrustChange): Promise<string> {
    const prev = headOf(await this.trust());
    const link = { ...said, household: this.household, at: this.now(), prev };
    return signWithPhoneKey(link, 'second-yes-link', { phone: this.keys.id, key: this.keys.key });
  }

  /** Looks at the messages, and takes over what has come of the trust list. */
  async messages(): Promise<MessageView[]> {
    const known = this.#links.length;
    const { body } = await this.call<Looked>('GET', `/messages?known=${known}`);
    if (body.trust) this.#links = appendLinks(this.#links, body.trust) ?? [];
    return body.messages;
  }

  /** Waits, by asking, until the newest message is in one of these states. */
  async until(...states: MessageView['state'][]): Promise<MessageView> {
    const giveUpAt = Date.now() + PATIENCE;
    for (;;) {
      const [newest] = await this.messages();
      if (newest && states.includes(newest.state)) return newest;
      if (Date.now() > giveUpAt)
        throw new Error(`waited for ${states.join()}, seen ${newest?.state ?? 'no message'}`);
      await new Promise(resolve => setTimeout(resolve, ASKS_EVERY));
    }
  }

  /** Downloads, checks, listens for half the duration, and signs the release of what was heard. */
  async signedRelease(view: MessageView, to: ContactId | undefined = view.contact): Promise<string> {
    if (!view.recording || to === undefined)
      throw new Error(`nothing to hear, or nobody to send it to: ${JSON.stringify(view)}`);
    const parts = await (await this.fetch('GET', `/messages/${view.id}/recording`)).formData();
    const bytesOf = async (part: string) => new Uint8Array(await (parts.get(part) as File).arrayBuffer());
    const audio = await bytesOf('audio');
    const { mediaType, duration, hasTranscript } = view.recording;
    const transcript = hasTranscript ? new TextDecoder().decode(await bytesOf('transcript')) : undefined;
    const digest = recordingDigest({
      audio,
      mediaType,
      duration,
      ...(transcript !== undefined && { transcript }),
    });
    const { body } = await this.call<{ nonce: string }>('POST', `/messages/${view.id}/listen`);
    await new Promise(resolve => setTimeout(resolve, duration / 2 + 20));
    const trust = await this.#trustSeen();
    const contact = trust.contacts.get(to);
    const statement = {
      type: 'release',
      household: this.household,
      message: view.id,
      recording: digest,
      story: storyDigest(view.story),
      contact: to,
      redirected: view.contact !== undefined && view.contact !== to,
      addresses: contact?.addresses.map(addressDigest) ?? [],
      friction: view.friction,
      nonce: body.nonce,
      trustHead: headOf(trust),
      sendBy: view.sendBy,
    };
    return signWithPhoneKey(statement, 'second-yes-statement', { phone: this.keys.id, key: this.keys.key });
  }

  async signedDiscard(view: MessageView, notMe = false): Promise<string> {
    const trustHead = headOf(await this.#trustSeen());
    const statement = { type: 'discard', household: this.household, message: view.id, trustHead, notMe };
    return signWithPhoneKey(statement, 'second-yes-statement', { phone: this.keys.id, key: this.keys.key });
  }

  async answer(view: MessageView, jws: string): Promise<Answered<{ message: MessageView }>> {
    return this.call('POST', `/messages/${view.id}/answer`, { jws });
  }
}
