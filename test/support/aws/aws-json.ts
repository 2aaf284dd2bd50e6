import type { SignedRequest } from './sigv4.ts';
import type { Answer } from './aws-wire.ts';

/** An error response of the AWS JSON and REST-JSON protocols. */
export const jsonProblem = (code: string, message = code, status = 400): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code },
  body: JSON.stringify({ __type: code, message }),
});

export const json = (value: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(value),
});

/** The operation in the target header: `PutItem` in `DynamoDB_20120810.PutItem`. */
export const jsonTarget = ({ headers }: SignedRequest): string =>
  String(headers['x-amz-target'] ?? '').replace(/^.*\./, '');
