import * as z from 'zod';
import { brief } from '../adapters/network/service-outcome.ts';
import { MAIL_TAGS } from '../adapters/aws/ses-channel.ts';
import { householdIdSchema } from '../core/household/ids.ts';
import { instant } from '../core/household/instant.ts';
import { sha256Schema } from '../core/household/bytes/sha256.ts';
import type { MailEvent } from '../services/courier/note-mail-event.ts';

const time = z.iso.datetime().transform(text => instant(Date.parse(text)));

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, sent by EventBridge. */
const mailEvent = z.object({
  source: z.literal('aws.ses'),
  detail: z.intersection(
    z.object({
      mail: z.object({
        // SES gives each tag as a list.
        tags: z.object({
          [MAIL_TAGS.household]: z.tuple([householdIdSchema]),
          [MAIL_TAGS.address]: z.tuple([sha256Schema]),
        }),
      }),
    }),
    z.discriminatedUnion('eventType', [
      z.object({
        eventType: z.literal('Bounce'),
        bounce: z.object({
          timestamp: time,
          bounceType: z.string(),
          bounceSubType: z.string(),
          bouncedRecipients: z.array(z.object({ diagnosticCode: z.string().optional() })),
        }),
      }),
      z.object({ eventType: z.literal('Complaint'), complaint: z.object({ timestamp: time }) }),
    ]),
  ),
});

/** Parses an event of SES about a mail of ours; undefined for any other event. */
export function parseMailEvent(event: unknown): MailEvent | undefined {
  const { data } = mailEvent.safeParse(event);
  if (!data) return undefined;
  const { detail } = data;
  const {
    [MAIL_TAGS.household]: [household],
    [MAIL_TAGS.address]: [digest],
  } = detail.mail.tags;
  const of = { household, address: { channel: 'email', digest } } as const;
  if (detail.eventType === 'Complaint') return { what: 'complaint', ...of, at: detail.complaint.timestamp };
  const { timestamp, bounceType, bounceSubType, bouncedRecipients } = detail.bounce;
  const reply = bouncedRecipients[0]?.diagnosticCode ?? `${bounceType} ${bounceSubType}`;
  return { what: 'bounce', ...of, at: timestamp, reply: brief(reply) };
}
