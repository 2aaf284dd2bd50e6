import { decodeUnverified, signWithPhoneKey } from '../../../core/approval/jws.ts';
import type { HistoryEvent } from '../../../core/message/history-entry.ts';
import type { MessageView } from '../../../core/api/message-routes.ts';
import type { DeliveryChannel } from '../../../services/ports/channel.ts';
import type { Instant } from '../../../core/household/instant.ts';
import { aPhone, type TestPhone } from '../builders/builders.ts';
import { ASKS_EVERY, PATIENCE, PhoneClient } from '../builders/phone-client.ts';
import { pairedPhone, startTestHomeServer, type TestHomeServer } from './test-home-server.ts';

/** A home server whose mail channel the test chooses, and a phone that is paired with it. */
export type MailHomeServer = TestHomeServer & {
  phone: PunctualPhone;
  /** Sends mails by this channel from now on. */
  mailBy(channel: DeliveryChannel): void;
  /** Speaks a message for Anna and gives it as the phone shows it once it is held. */
  dictate(words?: string): Promise<MessageView>;
};

/**
 * Starts a home server without a mail channel: the test must call `mailBy`. `smtp` is a mail server that takes every
 * mail.
 */
export async function startMailHomeServer(): Promise<MailHomeServer> {
  let current: DeliveryChannel | undefined;
  const channel: DeliveryChannel = {
    get timeout() {
      return current?.timeout ?? 0;
    },
    send: delivery => (current ? current.send(delivery) : Promise.reject(new Error('no mail server yet'))),
  };
  const at = await startTestHomeServer({ channel });
  const { keys, firstLink } = await pairedPhone(at);
  const phone = new PunctualPhone(at.origin, at.server.household, keys, at.adapters.clock);
  phone.firstLink = firstLink;
  return {
    ...at,
    phone,
    mailBy(way) {
      current = way;
    },
    async dictate(words = 'hi') {
      await at.say('alexa, tell second yes to send a message to anna');
      const { spoken } = await at.say(words);
      if (!spoken.say?.includes("I'm holding it")) throw new Error(`the Echo said: ${spoken.say}`);
      return phone.until('held');
    },
  };
}

/** A phone that uses the server's clock, which tests can advance. */
export class PunctualPhone extends PhoneClient {
  readonly clock: () => Instant;

  constructor(origin: string, household: PhoneClient['household'], keys: TestPhone, clock: () => Instant) {
    super(origin, household, keys);
    this.clock = clock;
  }

  override now(): Instant {
    return this.clock();
  }

  /** Waits until the history of the newest message has this event. */
  async untilHappened(event: HistoryEvent): Promise<MessageView> {
    const giveUpAt = Date.now() + PATIENCE;
    for (;;) {
      const [newest] = await this.messages();
      if (newest?.history.some(entry => entry.event === event)) return newest;
      if (Date.now() > giveUpAt)
        throw new Error(`waited for “${event}”, seen ${JSON.stringify(newest?.history)}`);
      await new Promise(resolve => setTimeout(resolve, ASKS_EVERY));
    }
  }

  /** Listens to a message and releases it. Gives the signed release. */
  async release(view: MessageView): Promise<string> {
    const jws = await this.signedRelease(view);
    const { status, body } = await this.answer(view, jws);
    if (status !== 200) throw new Error(`the release was refused as ${body.code}`);
    return jws;
  }

  /** Signs the same statement with other values for some fields. */
  async signOther(jws: string, more: Record<string, unknown>): Promise<string> {
    const said = decodeUnverified(jws)?.payload as object;
    return signWithPhoneKey({ ...said, ...more }, 'second-yes-statement', {
      phone: this.keys.id,
      key: this.keys.key,
    });
  }
}

/** The same statement, signed by a phone that is not paired. */
export async function signedByStranger(jws: string): Promise<string> {
  const { id, key } = await aPhone();
  return signWithPhoneKey(decodeUnverified(jws)?.payload as object, 'second-yes-statement', {
    phone: id,
    key,
  });
}
