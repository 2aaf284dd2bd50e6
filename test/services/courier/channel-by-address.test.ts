import { describe, expect, test } from '@jest/globals';
import { channelByAddress } from '../../../services/courier/channel-by-address.ts';
import type { DeliveryChannel, Delivery } from '../../../services/ports/channel.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';

const aChannel = (timeout: number) => {
  const sent: Delivery[] = [];
  const channel: DeliveryChannel = {
    timeout,
    async send(delivery) {
      sent.push(delivery);
      return { result: 'taken', outcome: { code: 'in-outbox' } };
    },
  };
  return { channel, sent };
};

describe('channelByAddress', () => {
  test('a recording goes out by the channel of its address', async () => {
    const email = aChannel(10);
    const delivery = aDelivery();
    expect(await channelByAddress({ email: email.channel }).send(delivery)).toMatchObject({
      result: 'taken',
    });
    expect(email.sent).toEqual([delivery]);
  });

  test('an attempt may take as long as the slowest channel allows', () => {
    expect(channelByAddress({ email: aChannel(30).channel }).timeout).toBe(30);
  });
});
