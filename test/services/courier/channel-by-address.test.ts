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

  test('a recording for a channel that is not set up is not taken, and goes nowhere else', async () => {
    const telegram = aChannel(10);
    expect(await channelByAddress({ telegram: telegram.channel }).send(aDelivery())).toEqual({
      result: 'not-taken',
      outcome: { code: 'not-set-up', channel: 'email' },
    });
    expect(telegram.sent).toEqual([]);
  });

  test('an attempt may take as long as the slowest channel allows', () => {
    const channels = { email: aChannel(30).channel, telegram: aChannel(20).channel };
    expect(channelByAddress(channels).timeout).toBe(30);
  });
});
