import type { Delivery } from '../../../services/ports/channel.ts';
import { languageOf } from '../../../core/household/language.ts';
import type { HouseholdId, MessageId } from '../../../core/household/ids.ts';

/**
 * A dictated recording on its way to Anna, which may leave. The audio holds every byte value and lines that begin with
 * dots.
 */
export function aDelivery(more: Partial<Delivery> = {}): Delivery {
  const audio = Uint8Array.from({ length: 5_000 }, (_, i) => (i % 7 === 0 ? 0x2e : i % 256));
  return {
    household: 'household-1' as HouseholdId,
    message: '01JMESSAGE' as MessageId,
    claim: 'claim-1',
    to: { name: 'Anna', channel: 'email', address: 'anna@example.org' },
    from: { household: null },
    stop: { url: null, isFirst: false },
    language: languageOf('en-US'),
    recording: { audio, mediaType: 'audio/wav', duration: 4_200, transcript: 'Dinner is at seven.' },
    begin: async () => undefined,
    ...more,
  };
}
