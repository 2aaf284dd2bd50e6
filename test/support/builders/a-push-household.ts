import { httpsPost } from '../../../adapters/webpush/web-push-sender.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import type { Message, NotificationReason, NotificationRecord } from '../../../core/message/message.ts';
import { pushNotifier } from '../../../services/courier/push-notifier.ts';
import type { PushPeer } from '../peers/push-peer.ts';
import { aHousehold, trustOf } from './a-household.ts';
import { aPushSender, vapidKeys } from './a-push-sender.ts';
import {
  aContact,
  admits,
  aHeldMessage,
  aLink,
  anchor,
  aPhone,
  noon,
  puts,
  sealKey,
  type TestPhone,
} from './builders.ts';

/** That these phones were notified of a message. */
export const notifiedOf = (about: NotificationReason, ...reached: TestPhone[]): NotificationRecord => ({
  reason: about,
  reached: reached.map(({ id }) => id),
  attempts: 1,
});

/** A household with two phones and a room, and its notifier: Ada's phone founded it, Ben's was admitted. */
export async function aPushHousehold(peer: PushPeer) {
  const ben = await aPhone('Ben’s phone');
  const home = await aHousehold({ says: [puts(aContact()), admits(ben)] });
  const log: unknown[] = [];
  await home.documents.put(
    {
      kind: 'household',
      household: home.household,
      id: 'household',
      version: 0,
      rooms: [{ id: aHeldMessage().room, name: 'Kitchen' }],
    },
    0,
  );

  /** The notifier of phones at these push services. */
  function phones({ origins = [peer.origin] } = {}) {
    return pushNotifier({
      documents: home.documents,
      anchor,
      sealKey,
      sender: aPushSender(httpsPost({ ca: peer.ca }), origins),
      app: () => 'https://home.example/phone/',
      clock: home.clock.now,
      log: line => log.push(line),
    });
  }

  async function subscribes(phone: TestPhone): Promise<void> {
    const target = peer.subscribe(phone.id, vapidKeys.publicKey);
    const subscription = { kind: 'subscription' as const, household: home.household, id: phone.id };
    await home.documents.put({ ...subscription, version: 0, target, since: noon }, 0);
  }

  return {
    home,
    ben,
    log,
    phones,
    subscribes,

    /** The stored subscription of a phone. */
    kept: (phone: TestPhone) => home.documents.get(home.household, 'subscription', phone.id),

    /** Adds links to the trust list. */
    says: async (by: TestPhone, ...said: TrustChange[]): Promise<void> => {
      for (const one of said) {
        const trust = await trustOf(home);
        const link = await aLink(by, trust.links, one);
        await home.documents.put({ ...trust, links: [...trust.links, link] }, trust.version);
      }
    },

    /** The message, of which both phones were notified while it waited. */
    answered: (message: Message): Message => ({
      ...message,
      notifications: [notifiedOf('waiting', home.phone, ben)],
    }),

    /** The notification that Ben's phone gets of a message. */
    shown: async (message: Message, about: NotificationReason) => {
      await subscribes(ben);
      await phones().notify(message, about);
      return peer.taken.at(-1)?.payload.notification;
    },
  };
}

export type PushHousehold = Awaited<ReturnType<typeof aPushHousehold>>;
