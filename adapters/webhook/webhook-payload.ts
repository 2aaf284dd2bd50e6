import { sha256OfParts } from '../../core/household/bytes/sha256.ts';
import type { Instant } from '../../core/household/instant.ts';
import { renderTitle } from '../../core/text/chat.ts';
import type { Delivery } from '../../services/ports/channel.ts';
import type { WebhookPayload } from './payload-schema.ts';
import { audioFile } from '../../core/message/recording/audio-file.ts';

/** The payload of a delivery. */
export function webhookPayload(delivery: Delivery, now: Instant): WebhookPayload {
  const { message, to, from, stop, language, recording } = delivery;
  const { name, mediaType } = audioFile(recording.mediaType);
  return {
    type: 'message.released',
    timestamp: new Date(now).toISOString(),
    data: {
      message,
      to: to.name,
      household: from.household,
      title: renderTitle(from.household, language),
      transcript: recording.transcript ?? null,
      language,
      duration: recording.duration / 1_000,
      isFirst: stop.isFirst,
      stop: stop.url,
      audio: { name, mediaType, base64: Buffer.from(recording.audio).toString('base64') },
    },
  };
}

/**
 * The `webhook-id`. Each attempt to bring one message to one address of a contact has the same, so that a receiver can
 * recognise a repeat.
 */
export const webhookId = ({ message, to }: Delivery): string =>
  `${message}.${sha256OfParts('second-yes webhook', to.name, to.address).slice(0, 16)}`;
