import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { ResponseEnvelope } from 'ask-sdk-model';
import * as z from 'zod/mini';
import { invokeFunction } from '../adapters/aws/thin/invoke.ts';
import { parseRequest } from '../services/skill/envelope.ts';
import { environmentOf } from './read-environment.ts';
import { householdOf } from '../core/household/household-of.ts';
import { seconds } from '../core/household/instant.ts';
import { skillEnvironment } from './skill-environment.ts';
import { createSkill, NO_RESPONSE } from '../services/skill/skill.ts';
import { awsClient } from '../adapters/aws/aws-client.ts';
import { dynamoDocuments } from '../adapters/aws/dynamo-documents.ts';
import { s3Recordings } from '../adapters/aws/s3-recordings.ts';
import { log, measuredBySystemClock, systemClock } from './telemetry.ts';

const { TABLE_NAME, BUCKET_NAME, COMPANION_FUNCTION, SKILL_ID } = environmentOf(skillEnvironment);

/** The companion may have to start first; with it, the skill's own start and its reads, Alexa's 8 s must do. */
const PAIRING = { requestHandler: { requestTimeout: seconds(5) } };
/** What "pair my phone" is answered with; nothing where a phone is paired. */
const pairing = z.lazy(() => z.nullable(z.object({ code: z.string(), phone: z.string() })));

const skill = createSkill({
  documents: measuredBySystemClock(
    dynamoDocuments({
      client: new DynamoDBClient(awsClient()),
      table: TABLE_NAME,
      tellsCourier: true,
    }),
  ),
  recordings: s3Recordings({ client: new S3Client(awsClient()), bucket: BUCKET_NAME }),
  clock: systemClock,
  householdOf,
  // The skill's function cannot read the anchor key, which codes are kept under.
  async offerPairing(household) {
    const answered = await invokeFunction(COMPANION_FUNCTION, { offerPairing: household }, PAIRING);
    return pairing.parse(answered) ?? undefined;
  },
  log,
});

/**
 * What Lambda calls with each of Alexa's requests and events. A refused request gets an empty answer, because an error
 * would count as an error of this function.
 */
export async function handler(event: unknown): Promise<ResponseEnvelope> {
  const request = parseRequest(event, { skillId: SKILL_ID });
  if ('refused' in request) {
    log({ event: 'request refused', code: request.refused });
    return NO_RESPONSE;
  }
  return skill(request);
}
