import { createHash, randomUUID } from 'node:crypto';
import { json, jsonProblem, jsonTarget } from './aws-json.ts';
import { type AwsWire, startAwsWire } from './aws-wire.ts';

export type SqsPeer = {
  wire: AwsWire;
  queueUrl: string;
  queueArn: string;
  /** The sent messages, with their delay in seconds. */
  sent: { body: string; delay: number }[];
};

/** A standard queue of SQS. */
export async function startSqsPeer(): Promise<SqsPeer> {
  const sent: SqsPeer['sent'] = [];
  const account = '123456789012';
  const wire = await startAwsWire({
    service: 'sqs',
    operationOf: jsonTarget,
    problem: jsonProblem,
    answer({ operation, body }) {
      const {
        QueueUrl,
        MessageBody,
        DelaySeconds = 0,
      } = JSON.parse(body.toString()) as Record<string, unknown>;
      if (operation !== 'SendMessage') return jsonProblem('InvalidAction');
      if (QueueUrl !== queueUrl()) return jsonProblem('QueueDoesNotExist', 'The queue does not exist.');
      if (typeof MessageBody !== 'string' || MessageBody === '') return jsonProblem('MissingParameter');
      const delay = Number(DelaySeconds);
      if (!Number.isInteger(DelaySeconds) || delay < 0 || delay > 900)
        return jsonProblem('InvalidParameterValue', 'DelaySeconds must be >= 0 and <= 900.');
      sent.push({ body: MessageBody, delay });
      return json({
        MessageId: randomUUID(),
        MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
      });
    },
  });
  const queueUrl = () => `${wire.url}/${account}/wake-ups`;
  return { wire, queueUrl: queueUrl(), queueArn: `arn:aws:sqs:eu-central-1:${account}:wake-ups`, sent };
}
