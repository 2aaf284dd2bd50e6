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
import { HEARD } from '../../lambda/triggers.ts';
import type { WakeUps } from './wake-ups.ts';

/** One function run attends to this many messages at most; a mail server that hangs holds up no more. */
const AT_ONCE = 10;
/** As many as Lambda allows, so that a voice or a mail server that is slow holds up few households beside its own. */
const BATCHES_AT_ONCE = 10;
/** With Lambda's growing pauses this is about half an hour of trying, then the place is laid aside. */
const TRIES = 10;

/** What leads the courier to ask what is due: somebody else changed a message, or a trust list changed. */
export const changes = (courier: LambdaFunction, table: Table, wakeUps: WakeUps): EventSourceMapping =>
  new EventSourceMapping(courier, 'Changes', {
    target: courier,
    eventSourceArn: table.tableStreamArn ?? '',
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: AT_ONCE,
    // In each part of the stream; a household's own changes stay in order.
    parallelizationFactor: BATCHES_AT_ONCE,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: TRIES,
    // The stream itself keeps no longer.
    maxRecordAge: Duration.hours(24),
    onFailure: new SqsDlq(wakeUps.failedChanges),
    filters: HEARD.map(putUnder),
  });

/** The other thing that leads it there: a time has come. */
export const times = (courier: LambdaFunction, wakeUps: WakeUps): EventSourceMapping =>
  new EventSourceMapping(courier, 'WakeUps', {
    target: courier,
    eventSourceArn: wakeUps.queue.queueArn,
    batchSize: AT_ONCE,
    reportBatchItemFailures: true,
  });

/**
 * Proofs and the like are written with every request of a phone, and mean nothing to the courier; nor does a message
 * itself, which it has most often written itself.
 */
const putUnder = (start: string) =>
  FilterCriteria.filter({
    eventName: FilterRule.or('INSERT', 'MODIFY'),
    dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(start) } } },
  });
