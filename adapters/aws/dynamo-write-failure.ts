import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';

/**
 * `condition`: a stored document was not at its version; `found` are those that were there, as far as told. `conflict`:
 * another transaction was writing at that moment. `throttled`: a transaction was refused for its rate, which the
 * client does not try again by itself.
 */
export type NotWritten =
  | { because: 'condition'; found: Record<string, AttributeValue>[] }
  | { because: 'conflict' | 'throttled' | 'fault' };

const THROTTLED = ['ThrottlingError', 'ProvisionedThroughputExceeded'];

/** Why DynamoDB did not write. */
export function whyNotWritten(error: unknown): NotWritten {
  if (error instanceof ConditionalCheckFailedException)
    return { because: 'condition', found: error.Item ? [error.Item] : [] };
  if (error instanceof TransactionConflictException) return { because: 'conflict' };
  if (error instanceof TransactionInProgressException) return { because: 'throttled' };
  if (!(error instanceof TransactionCanceledException)) return { because: 'fault' };
  const reasons = error.CancellationReasons ?? [];
  const codes = reasons.map(({ Code = '' }) => Code);
  if (codes.includes('ConditionalCheckFailed'))
    return { because: 'condition', found: reasons.flatMap(({ Item }) => (Item ? [Item] : [])) };
  if (codes.includes('TransactionConflict')) return { because: 'conflict' };
  return { because: codes.some(code => THROTTLED.includes(code)) ? 'throttled' : 'fault' };
}
