import type { Channel } from '../../core/household/channel.ts';
import type { DeliveryChannel } from '../ports/channel.ts';

/**
 * All channels as one: each delivery goes to the channel of its address. One over a channel that the operator has not set up
 * is not taken.
 */
export const channelByAddress = (
  channels: Readonly<Partial<Record<Channel, DeliveryChannel>>>,
): DeliveryChannel => ({
  timeout: Math.max(...Object.values(channels).map(({ timeout }) => timeout)),
  async send(delivery) {
    const { channel } = delivery.to;
    return (
      channels[channel]?.send(delivery) ?? { result: 'not-taken', outcome: { code: 'not-set-up', channel } }
    );
  },
});
