import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';

/**
 * - `condition`: a condition failed; `found` holds the items that DynamoDB found instead, as far as it reports them.
 * - `conflict`: another transaction was writing the same items.
 * - `throttled`: a transaction exceeded the rate. The client does not retry that by itself.
 * - `fault`: anything else.
 */
export type WriteFailure =
  | { reason: 'condition'; found: Record<string, AttributeValue>[] }
  | { reason: 'conflict' | 'throttled' | 'fault' };

const THROTTLED = ['ThrottlingError', 'ProvisionedThroughputExceeded'];

/** Classifies the error of a failed write. */
export function writeFailureOf(error: unknown): WriteFailure {
  if (error instanceof ConditionalCheckFailedException)
    return { reason: 'condition', found: error.Item ? [error.Item] : [] };
  if (error instanceof TransactionConflictException) return { reason: 'conflict' };
  if (error instanceof TransactionInProgressException) return { reason: 'throttled' };
  if (!(error instanceof TransactionCanceledException)) return { reason: 'fault' };
  const reasons = error.CancellationReasons ?? [];
  const codes = reasons.map(({ Code = '' }) => Code);
  if (codes.includes('ConditionalCheckFailed'))
    return { reason: 'condition', found: reasons.flatMap(({ Item }) => (Item ? [Item] : [])) };
  if (codes.includes('TransactionConflict')) return { reason: 'conflict' };
  return { reason: codes.some(code => THROTTLED.includes(code)) ? 'throttled' : 'fault' };
}
