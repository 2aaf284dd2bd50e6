import { addressesOn } from '../../core/household/contact.ts';
import type { Channel as ChannelName } from '../../core/household/channel.ts';
import type { Channel } from '../ports/channel.ts';

/**
 * All channels as one: a contact is reached by the channel of their first address, at all their addresses on that channel.
 */
export function channelByAddress(channels: Readonly<Record<ChannelName, Channel>>): Channel {
  return {
    timeout: Math.max(...Object.values(channels).map(({ timeout }) => timeout)),
    send(delivery) {
      const [first] = delivery.to.addresses;
      if (!first) throw new Error('A verified delivery has an address.');
      const { channel } = first;
      const addresses = addressesOn(channel, delivery.to.addresses).map(address => ({ channel, address }));
      return channels[channel].send({ ...delivery, to: { ...delivery.to, addresses } });
    },
  };
}
