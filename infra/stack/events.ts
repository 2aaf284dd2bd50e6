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
import { CHANGES, WAKE_UPS } from './own-limits.ts';
import type { WakeUps } from './wake-ups.ts';

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
    batchSize: CHANGES.batchSize,
    // In each shard of the stream. The changes of one household stay in order.
    parallelizationFactor: CHANGES.concurrentBatches,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: CHANGES.tries,
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
    batchSize: WAKE_UPS.batchSize,
    reportBatchItemFailures: true,
  });

/** Filters for puts under this beginning of the sort key: most writes are proofs, or the courier's own. */
const putUnder = (prefix: string) =>
  FilterCriteria.filter({
    eventName: FilterRule.or('INSERT', 'MODIFY'),
    dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(prefix) } } },
  });
