import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PollyClient } from '@aws-sdk/client-polly';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { channelByAddress } from '../services/courier/channel-by-address.ts';
import { attend } from '../services/courier/attend.ts';
import type { CourierParts } from '../services/courier/courier-step.ts';
import { attendBatch, type BatchResponse } from './attend-batch.ts';
import { sesChannel } from '../adapters/aws/ses-channel.ts';
import { telegramChannel } from '../adapters/telegram/telegram-channel.ts';
import { webhookChannel } from '../adapters/webhook/webhook-channel.ts';
import { readChannelSecrets } from './channel-secrets.ts';
import { noteMailEvent } from '../services/courier/note-mail-event.ts';
import { parseMailEvent } from './mail-events.ts';
import { pushNotifier } from '../services/courier/push-notifier.ts';
import { pushSender } from '../adapters/webpush/web-push-sender.ts';
import { preparedSpeech } from '../services/courier/prepared-speech.ts';
import { SPEECH_LIMITS } from '../core/message/recording/recording-limits.ts';
import { prepareInWorker } from '../adapters/audio/prepare-in-worker.ts';
import { pollySpeech } from '../adapters/aws/polly-speech.ts';
import { schedulerWakeUps } from '../adapters/aws/scheduler-wake-ups.ts';
import { readEnvironment } from './environment.ts';
import { stopKeyFrom, stopUrl } from '../core/household/stop-token.ts';
import { type Duration, seconds } from '../core/household/instant.ts';
import { keyFrom, loadOnce, vapidFrom } from './secrets.ts';
import { awsClient } from '../adapters/aws/aws-client.ts';
import { dynamoDocuments } from '../adapters/aws/dynamo-documents.ts';
import { s3Recordings } from '../adapters/aws/s3-recordings.ts';
import { ssmSecret } from '../adapters/aws/ssm-secret.ts';
import { type Line, log, measure, systemClock, withMetrics } from './telemetry.ts';

const env = readEnvironment('courier');

/**
 * How long one try may take: a request to a store, Polly's speech for 3,000 characters, a mail or chat message with
 * audio.
 */
const STORE_TIMEOUT: Duration = seconds(3);
const SPEECH_TIMEOUT: Duration = seconds(15);
const MAIL_TIMEOUT: Duration = seconds(30);
const CHAT_TIMEOUT: Duration = seconds(30);

const config = awsClient({ timeout: STORE_TIMEOUT });
const documents = withMetrics(dynamoDocuments({ client: new DynamoDBClient(config), table: env.TABLE_NAME }));
const recordings = s3Recordings({ client: new S3Client(config), bucket: env.BUCKET_NAME });
const ssm = new SSMClient(config);
const email = sesChannel({
  client: new SESv2Client(awsClient({ timeout: MAIL_TIMEOUT, tries: 1 })),
  from: env.MAIL_FROM,
  replyTo: env.MAIL_REPLY_TO,
  configurationSet: env.CONFIGURATION_SET,
  timeout: MAIL_TIMEOUT,
});
const speech = preparedSpeech(
  pollySpeech({ client: new PollyClient(awsClient({ timeout: SPEECH_TIMEOUT })) }),
  prepareInWorker(SPEECH_LIMITS),
);

/** The parts that need secrets. Skill and companion make three of them before there is a message to attend to. */
const withSecrets = loadOnce(async () => {
  const secretOf = (name: string) => ssmSecret({ client: ssm, name }).read();
  const [anchorText, sealText, vapidText, { telegram, webhook }] = await Promise.all([
    secretOf(env.ANCHOR_PARAMETER),
    secretOf(env.SEAL_PARAMETER),
    secretOf(env.VAPID_PARAMETER),
    readChannelSecrets(secretOf, env),
  ]);
  const anchor = keyFrom('anchor', anchorText);
  const sealKey = keyFrom('seal', sealText);
  const phones = pushNotifier({
    documents,
    anchor,
    sealKey,
    sender: pushSender({
      vapid: { ...vapidFrom(vapidText), subject: env.PUBLIC_URL },
      clock: systemClock,
    }),
    app: () => `${env.PUBLIC_URL}/phone/`,
    clock: systemClock,
    log: logPush,
  });
  const channel = channelByAddress({
    email,
    ...(telegram && { telegram: telegramChannel({ ...telegram, timeout: CHAT_TIMEOUT }) }),
    ...(webhook !== undefined && { webhook: webhookChannel({ secret: webhook, clock: systemClock }) }),
  });
  return { anchor, sealKey, stopKey: stopKeyFrom(sealKey), phones, channel };
});

function logPush(line: Line): void {
  log(line);
  if (line.event === 'push taken') measure({ metric: 'pushTaken', value: 1 });
  if (line.event === 'push gone' || line.event === 'push refused') measure({ metric: 'pushLost', value: 1 });
}

const handleBatch = attendBatch({
  async attend(household, message) {
    const { anchor, sealKey, stopKey, phones, channel } = await withSecrets();
    const parts: CourierParts = {
      anchor,
      sealKey,
      notifier: phones,
      documents,
      recordings,
      speech,
      channel,
      // It would be a request more for each message.
      notesBeginning: false,
      stopPage: (of, address) => stopUrl(env.PUBLIC_URL, { household: of, address }, stopKey),
      clock: systemClock,
      newId: randomUUID,
      log,
    };
    return attend(parts, household, message);
  },
  async notifyRevoked(household) {
    const { phones } = await withSecrets();
    await phones.notifyRevoked(household);
  },
  wakeUps: schedulerWakeUps({
    sqs: new SQSClient(config),
    scheduler: new SchedulerClient(config),
    queueUrl: env.WAKE_QUEUE_URL,
    queueArn: env.WAKE_QUEUE_ARN,
    group: env.SCHEDULE_GROUP,
    roleArn: env.SCHEDULE_ROLE_ARN,
  }),
  clock: systemClock,
  log,
});

/** Handles batches of table changes and of wake-ups, and what SES reports of a mail. */
export async function handler(event: unknown): Promise<BatchResponse | undefined> {
  const mail = parseMailEvent(event);
  if (!mail) return handleBatch(event);
  log({ event: `mail ${mail.what}` });
  const { phones } = await withSecrets();
  await noteMailEvent({ documents, notifier: phones }, mail);
  return undefined;
}
