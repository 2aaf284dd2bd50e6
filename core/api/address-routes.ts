import * as z from 'zod/mini';
import { channels } from '../household/channel.ts';
import { STOPPED_BY } from '../household/consent.ts';
import { instantSchema } from '../household/instant.ts';
import { sha256Schema } from '../household/bytes/sha256.ts';
import { inHousehold, noBody, type Route } from './route.ts';

const addressReportSchema = z.object({
  channel: z.enum(channels),
  digest: sha256Schema,
  /** When and how the recipient stopped messages. */
  stopped: z.optional(z.object({ at: instantSchema, by: z.enum(STOPPED_BY) })),
  /** When a mail came back, and what the recipient's mail server said. */
  bounced: z.optional(z.object({ at: instantSchema, reply: z.string() })),
});
export type AddressReport = z.infer<typeof addressReportSchema>;

/** The addresses whose recipients have stopped messages, and those from which a mail came back. */
export const listAddressReports = {
  method: 'GET',
  path: '/households/:household/address-reports',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({ reports: z.array(addressReportSchema) }),
  problems: [],
} as const satisfies Route;
