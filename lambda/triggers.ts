import * as z from 'zod';
import type { HouseholdId, MessageId } from '../core/household/ids.ts';
import { MARKER_PREFIX, sortKey } from '../adapters/aws/document-item.ts';

/** What a record leads the courier to: a message, or the phones in a trust list. */
export type Subject =
  { kind: 'message'; household: HouseholdId; message: MessageId } | { kind: 'trust'; household: HouseholdId };

/** One subject, and Lambda's identifiers of all records that lead to it. */
export type Trigger = { subject: Subject; records: string[] };

/** Records that Lambda delivered together, and how many of them are malformed. */
export type Batch = { source: 'change' | 'wake-up'; triggers: Trigger[]; malformed: number };

const TRUST_PREFIX = sortKey('trust', '');
/** The beginnings of the sort keys whose changes trigger the courier. */
export const TRIGGER_PREFIXES: readonly string[] = [MARKER_PREFIX, TRUST_PREFIX];

/** A record of the table's stream, which holds keys only (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html). */
const changeRecord = z.object({
  dynamodb: z.object({
    SequenceNumber: z.string(),
    Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
  }),
});
const queueRecord = z.object({ messageId: z.string(), body: z.string() });
const wakeUp = z.object({ household: z.string(), message: z.string() });

const batchFrom = (source: string) =>
  z.object({ Records: z.array(z.looseObject({ eventSource: z.literal(source) })).min(1) });
const changeBatch = batchFrom('aws:dynamodb');
const wakeUpBatch = batchFrom('aws:sqs');

/** Parses an event of the table's stream or of the wake-up queue; undefined for any other event. */
export function parseBatch(event: unknown): Batch | undefined {
  const changes = changeBatch.safeParse(event);
  if (changes.success) return batchOf('change', changes.data.Records.map(parseChange));
  const wakeUps = wakeUpBatch.safeParse(event);
  if (wakeUps.success) return batchOf('wake-up', wakeUps.data.Records.map(parseWakeUp));
  return undefined;
}

/** Undefined for a malformed record. A record of another item has no subject. */
type Parsed = { record: string; subject?: Subject } | undefined;

function parseChange(record: unknown): Parsed {
  const { data } = changeRecord.safeParse(record);
  if (!data) return undefined;
  const { SequenceNumber, Keys } = data.dynamodb;
  const household = Keys.pk.S as HouseholdId;
  const key = Keys.sk.S;
  if (key.startsWith(TRUST_PREFIX)) return { record: SequenceNumber, subject: { kind: 'trust', household } };
  const message = key.startsWith(MARKER_PREFIX) ? (key.slice(MARKER_PREFIX.length) as MessageId) : '';
  if (!message) return { record: SequenceNumber };
  return { record: SequenceNumber, subject: { kind: 'message', household, message } };
}

function parseWakeUp(record: unknown): Parsed {
  const { data } = queueRecord.safeParse(record);
  const parsed = data && wakeUp.safeParse(parseJson(data.body)).data;
  if (!parsed) return undefined;
  const household = parsed.household as HouseholdId;
  const message = parsed.message as MessageId;
  return { record: data.messageId, subject: { kind: 'message', household, message } };
}

function batchOf(source: Batch['source'], parsed: Parsed[]): Batch {
  const triggers = new Map<string, Trigger>();
  for (const one of parsed) {
    if (!one?.subject) continue;
    const name = JSON.stringify(one.subject);
    const trigger = triggers.get(name) ?? { subject: one.subject, records: [] };
    trigger.records.push(one.record);
    triggers.set(name, trigger);
  }
  return {
    source,
    triggers: [...triggers.values()],
    malformed: parsed.filter(one => one === undefined).length,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
