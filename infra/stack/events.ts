import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { TRIGGER_PREFIXES } from '../../lambda/triggers.ts';
import type { WakeUps } from './wake-ups.ts';

/** The records of one run of the courier: a hanging mail server delays no more messages than these. */
const BATCH_SIZE = 10;
/** Lambda's maximum: slow speech or a slow mail server delays few other households. */
const CONCURRENT_BATCHES = 10;
/** With Lambda's growing pauses this takes about half an hour. Then the position goes to the dead-letter queue. */
const TRIES = 10;

/** The table's stream runs the courier when a message (by another writer) or a trust list changes. */
export const addStreamSource = (
  courier: LambdaFunction,
  table: Table,
  wakeUps: WakeUps,
): EventSourceMapping =>
  new EventSourceMapping(courier, 'Changes', {
    target: courier,
    eventSourceArn: table.tableStreamArn ?? '',
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: BATCH_SIZE,
    // In each shard of the stream. The changes of one household stay in order.
    parallelizationFactor: CONCURRENT_BATCHES,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: TRIES,
    // The stream keeps records for as long.
    maxRecordAge: Duration.hours(24),
    onFailure: new SqsDlq(wakeUps.failedChanges),
    filters: TRIGGER_PREFIXES.map(putUnder),
  });

/** The wake-up queue runs the courier when a message's time has come. */
export const addWakeUpSource = (courier: LambdaFunction, wakeUps: WakeUps): EventSourceMapping =>
  new EventSourceMapping(courier, 'WakeUps', {
    target: courier,
    eventSourceArn: wakeUps.queue.queueArn,
    batchSize: BATCH_SIZE,
    reportBatchItemFailures: true,
  });

/** Filters for puts under this beginning of the sort key: most writes are proofs, or the courier's own. */
const putUnder = (prefix: string) =>
  FilterCriteria.filter({
    eventName: FilterRule.or('INSERT', 'MODIFY'),
    dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(prefix) } } },
  });
