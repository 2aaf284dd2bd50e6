import { attend } from '../../../services/courier/attend.ts';
import type { CourierParts } from '../../../services/courier/courier-step.ts';
import type { DeliveryChannel, Delivery } from '../../../services/ports/channel.ts';
import type { Speech } from '../../../services/ports/speech.ts';
import { minutes } from '../../../core/household/instant.ts';
import type { AttemptResult } from '../../../core/message/outcome.ts';
import type { Message } from '../../../core/message/message.ts';
import type { TestHousehold } from './a-household.ts';
import { anAttempt, aContact, anchor, sealKey } from './builders.ts';

/** How long an attempt of these channels may take. */
export const CHANNEL_TIMEOUT = minutes(1);

/** A channel that gives these results in order, and the last one from then on. It keeps what it was handed. */
export function aChannel(...results: (AttemptResult | (() => Promise<AttemptResult>))[]) {
  const deliveries: Delivery[] = [];
  const channel: DeliveryChannel = {
    timeout: CHANNEL_TIMEOUT,
    async send(delivery) {
      const halted = await delivery.begin();
      if (halted) return halted;
      deliveries.push(delivery);
      const next = results.length > 1 ? results.shift() : results[0];
      const result = typeof next === 'function' ? await next() : (next ?? 'taken');
      return anAttempt(result);
    },
  };
  return { channel, deliveries };
}

/** A speech engine whose audio depends on nothing but the text and its language. */
export const aSpeech = (): Speech => ({
  speak: async (words, language) => ({
    audio: new TextEncoder().encode(`the sound of ${words} in ${language}`),
    mediaType: 'audio/wav',
    duration: 1_000,
  }),
});

/** A speech engine that gives nothing. */
export const mute: Speech = { speak: () => Promise.reject(new Error('no voice')) };

/** A courier for a household, with its log. */
export function aCourier(home: TestHousehold, more: Partial<CourierParts> = {}) {
  const lines: string[] = [];
  let claims = 0;
  const parts: CourierParts = {
    documents: home.documents,
    recordings: home.recordings,
    speech: aSpeech(),
    channel: aChannel('taken').channel,
    notesBeginning: true,
    notifier: { notify: async () => ({ reached: [] }) },
    anchor,
    sealKey,
    stopPage: () => null,
    clock: home.clock.now,
    newId: () => `claim-${(claims += 1)}`,
    log: line => void lines.push(JSON.stringify(line)),
    ...more,
  };
  return { lines, visit: ({ id }: Pick<Message, 'id'>) => attend(parts, home.household, id) };
}

/** The key of a message's content in the store. */
export const keyOf = ({ household, id }: Message) => ({ household, message: id });

/** Edits a message in the database. */
export const tamperMessage = (
  home: TestHousehold,
  { id }: Pick<Message, 'id'>,
  change: (one: Message) => object,
) => home.documents.tamper(home.household, 'message', id, change);

/** The contact, with an address of somebody else. */
export const mallorys = aContact({ addresses: [{ channel: 'email', address: 'mallory@example.org' }] });
