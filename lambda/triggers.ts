import * as z from 'zod';
import type { HouseholdId, MessageId } from '../core/household/ids.ts';
import { CHANGED, sortKey } from '../adapters/aws/document-item.ts';

/** What a record leads the courier to look at. */
export type ToLookAt =
  { at: 'message'; household: HouseholdId; message: MessageId } | { at: 'phones'; household: HouseholdId };

/** One thing to look at, however many records lead to it. `records`: how Lambda knows them. */
export type Trigger = { toLookAt: ToLookAt; records: string[] };

/** What came at once. `from`: a change of the table, or a time that has come. `malformed`: what nobody can read. */
export type Batch = { from: 'change' | 'wake-up'; triggers: Trigger[]; malformed: number };

const TRUST = sortKey('trust', '');
/** What the courier hears of: how the sort keys of those items begin. */
export const HEARD: readonly string[] = [CHANGED, TRUST];

/** A record of the table's stream, which holds keys only (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html). */
const change = z.object({
  dynamodb: z.object({
    SequenceNumber: z.string(),
    Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
  }),
});
const queued = z.object({ messageId: z.string(), body: z.string() });
const wakeUp = z.object({ household: z.string(), message: z.string() });

const source = (name: string) =>
  z.object({ Records: z.array(z.looseObject({ eventSource: z.literal(name) })).min(1) });
const changes = source('aws:dynamodb');
const wakeUps = source('aws:sqs');

/** Reads what Lambda hands over of the stream or of the queue; undefined for everything else. */
export function openBatch(event: unknown): Batch | undefined {
  const changed = changes.safeParse(event);
  if (changed.success) return batchOf('change', changed.data.Records.map(openChange));
  const woken = wakeUps.safeParse(event);
  if (woken.success) return batchOf('wake-up', woken.data.Records.map(openWakeUp));
  return undefined;
}

type Opened = { record: string; toLookAt?: ToLookAt } | undefined;

function openChange(record: unknown): Opened {
  const { data } = change.safeParse(record);
  if (!data) return undefined;
  const { SequenceNumber, Keys } = data.dynamodb;
  const household = Keys.pk.S as HouseholdId;
  const name = Keys.sk.S;
  if (name.startsWith(TRUST)) return { record: SequenceNumber, toLookAt: { at: 'phones', household } };
  const message = name.startsWith(CHANGED) ? (name.slice(CHANGED.length) as MessageId) : '';
  if (!message) return { record: SequenceNumber };
  return { record: SequenceNumber, toLookAt: { at: 'message', household, message } };
}

function openWakeUp(record: unknown): Opened {
  const { data } = queued.safeParse(record);
  const asked = data && wakeUp.safeParse(parsedJson(data.body)).data;
  if (!asked) return undefined;
  const household = asked.household as HouseholdId;
  return {
    record: data.messageId,
    toLookAt: { at: 'message', household, message: asked.message as MessageId },
  };
}

function batchOf(from: Batch['from'], opened: Opened[]): Batch {
  const triggers = new Map<string, Trigger>();
  for (const one of opened) {
    if (!one?.toLookAt) continue;
    const name = JSON.stringify(one.toLookAt);
    const trigger = triggers.get(name) ?? { toLookAt: one.toLookAt, records: [] };
    trigger.records.push(one.record);
    triggers.set(name, trigger);
  }
  return {
    from,
    triggers: [...triggers.values()],
    malformed: opened.filter(one => one === undefined).length,
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
