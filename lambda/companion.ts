import { randomBytes, randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Hono } from 'hono';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import webPush from 'web-push';
import * as z from 'zod';
import { addressBehindCloudFront } from './address-of.ts';
import { prepareInWorker } from '../adapters/audio/prepare-in-worker.ts';
import { companionApi } from '../services/companion/companion-api.ts';
import { offerPairing } from '../services/companion/pair-phone.ts';
import { pairingCodeIndex } from '../services/companion/pairing-code-index.ts';
import { PROBLEM_HEADERS, problemBody, refuse } from '../services/companion/requests/problem-response.ts';
import { chatKeeper } from '../services/companion/keep-chats.ts';
import { telegramUpdates } from '../adapters/telegram/take-updates.ts';
import { telegramBot } from '../adapters/telegram/telegram-bot.ts';
import { readChannelSecrets } from './channel-secrets.ts';
import { usualRates } from '../services/companion/requests/rate-limits.ts';
import type { CompanionParts } from '../services/companion/companion-parts.ts';
import { stopPages } from '../services/companion/stop-pages.ts';
import { pushSender } from '../adapters/webpush/web-push-sender.ts';
import { readEnvironment } from './environment.ts';
import { type Channel, channels } from '../core/household/channel.ts';
import { type HouseholdId, householdIdSchema } from '../core/household/ids.ts';
import { STOP_PATH } from '../core/household/stop-token.ts';
import { seconds } from '../core/household/instant.ts';
import { keyFrom, loadOnce, newKeyText, vapidFrom } from './secrets.ts';
import { awsClient } from '../adapters/aws/aws-client.ts';
import { dynamoDocuments } from '../adapters/aws/dynamo-documents.ts';
import { failureCode } from '../services/storage/store-failure.ts';
import { s3Recordings } from '../adapters/aws/s3-recordings.ts';
import { ssmSecret } from '../adapters/aws/ssm-secret.ts';
import { log, systemClock, withMetrics } from './telemetry.ts';

const {
  TABLE_NAME,
  BUCKET_NAME,
  ANCHOR_PARAMETER,
  SEAL_PARAMETER,
  VAPID_PARAMETER,
  PUBLIC_URL,
  ORIGIN_SECRET,
  TELEGRAM_PARAMETER,
  WEBHOOK_PARAMETER,
} = readEnvironment('companion');

/** Longer than the default, which Alexa's 8 s demand: a phone can wait. */
const config = awsClient({ timeout: seconds(3) });
const documents = withMetrics(
  dynamoDocuments({ client: new DynamoDBClient(config), table: TABLE_NAME, marksChanges: true }),
);
const recordings = s3Recordings({ client: new S3Client(config), bucket: BUCKET_NAME });
const ssm = new SSMClient(config);
const app = () => `${PUBLIC_URL}/phone/`;
/** Its worker is read when a phone first sends audio. */
const prepare = prepareInWorker();

/** The three secrets. The first request that needs one makes it. */
const keyIn = (name: 'anchor' | 'seal', parameter: string) =>
  loadOnce(async () => {
    const secret = ssmSecret({ client: ssm, name: parameter });
    return keyFrom(name, await secret.readOrMake(() => newKeyText(randomBytes)));
  });
const anchorKey = keyIn('anchor', ANCHOR_PARAMETER);
const sealingKey = keyIn('seal', SEAL_PARAMETER);
const vapidKeys = loadOnce(async () =>
  vapidFrom(
    await ssmSecret({ client: ssm, name: VAPID_PARAMETER }).readOrMake(() =>
      JSON.stringify(webPush.generateVAPIDKeys()),
    ),
  ),
);

const api = loadOnce(async () => {
  const [anchor, sealKey, vapid, channelSecrets] = await Promise.all([
    anchorKey(),
    sealingKey(),
    vapidKeys(),
    readChannelSecrets(name => ssmSecret({ client: ssm, name }).read(), {
      TELEGRAM_PARAMETER,
      WEBHOOK_PARAMETER,
    }),
  ]);
  const { telegram } = channelSecrets;
  /** What the operator has stored for the channels that need it. The others need nothing. */
  const set: Partial<Record<Channel, unknown>> = channelSecrets;
  // The chat of a /stop may belong to any household, so the bot answers with where to find the link for that.
  const keeper = chatKeeper({ documents, clock: systemClock });
  const updates =
    telegram &&
    telegramUpdates({ bot: telegramBot({ ...telegram, keeper, log }), sealKey, publicUrl: PUBLIC_URL, log });
  const parts: CompanionParts = {
    documents,
    recordings,
    anchor,
    sealKey,
    clock: systemClock,
    proofClock: systemClock,
    newNonce: randomUUID,
    random: randomBytes,
    prepare,
    origins: [PUBLIC_URL],
    push: { sender: pushSender({ vapid: { ...vapid, subject: PUBLIC_URL }, clock: systemClock }), app },
    rates: usualRates,
    households: { byCode: pairingCodeIndex({ documents, anchor }) },
    addressOf: addressBehindCloudFront(ORIGIN_SECRET),
    channels: channels.filter(channel => !(channel in set) || set[channel] !== undefined),
    chatBot: updates?.chatBot,
    log,
  };
  const all = new Hono().route(STOP_PATH, stopPages(parts));
  // Before the phone API, so that its limits of requests do not apply to Telegram.
  if (updates) all.route('/', updates.app);
  all.route('/api', companionApi(parts));
  all.notFound(c => refuse(c, { refused: 'not-found' }));
  return handle(all);
});

/** The skill's function asks for a pairing code: it may not read the anchor key. */
const pairingRequest = z.strictObject({ offerPairing: householdIdSchema });
/** A request from the HTTP API. Hono reads the rest. */
const httpRequest = z.looseObject({
  version: z.literal('2.0'),
  rawPath: z.string(),
  requestContext: z.looseObject({ http: z.looseObject({ method: z.string() }) }),
});

/** Answers each request of a phone and of a recipient's browser, and the skill's request for a pairing code. */
export async function handler(event: unknown): Promise<unknown> {
  const pairing = pairingRequest.safeParse(event);
  if (pairing.success) return offerCode(pairing.data.offerPairing);
  if (!httpRequest.safeParse(event).success) {
    log({ event: 'event refused', code: 'event-unknown' });
    return problemResponse('body-malformed');
  }
  try {
    return await (
      await api()
    )(event as LambdaEvent);
  } catch (error) {
    log({ event: 'request failed', code: failureCode(error) });
    return problemResponse('storage-failed');
  }
}

/** The code, and the address of the app with household and code after its `#`. Null where a phone is paired already. */
async function offerCode(household: HouseholdId): Promise<{ code: string; phone: string } | null> {
  const anchor = await anchorKey();
  const codes = pairingCodeIndex({ documents, anchor });
  const offered = await offerPairing(
    { documents, anchor, random: randomBytes, codes },
    household,
    systemClock(),
  );
  if (!offered) return null;
  const { code } = offered;
  return { code, phone: `${app()}#${new URLSearchParams({ code, household }).toString()}` };
}

function problemResponse(code: 'body-malformed' | 'storage-failed'): object {
  const body = problemBody(code);
  return { statusCode: body.status, headers: PROBLEM_HEADERS, body: JSON.stringify(body) };
}
