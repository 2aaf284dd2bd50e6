import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { ResponseEnvelope } from 'ask-sdk-model';
import * as z from 'zod/mini';
import { invokeFunction } from '../adapters/aws/thin/invoke.ts';
import { parseRequest } from '../services/skill/envelope.ts';
import { readEnvironment } from './environment.ts';
import { householdIdOf } from '../core/household/ids.ts';
import { seconds } from '../core/household/instant.ts';
import { createSkill, NO_RESPONSE } from '../services/skill/skill.ts';
import { awsClient } from '../adapters/aws/aws-client.ts';
import { dynamoDocuments } from '../adapters/aws/dynamo-documents.ts';
import { s3Recordings } from '../adapters/aws/s3-recordings.ts';
import { ssmSecret } from '../adapters/aws/ssm-secret.ts';
import { keyFrom, loadOnce, newKeyText } from './secrets.ts';
import { log, systemClock, withMetrics } from './telemetry.ts';

const { TABLE_NAME, BUCKET_NAME, SEAL_PARAMETER, COMPANION_FUNCTION, SKILL_ID } = readEnvironment('skill');

/** The companion's cold start, the skill's own and its reads must fit into Alexa's 8 s together. */
const PAIRING = { requestHandler: { requestTimeout: seconds(5) } };
/** The companion's answer: a code for "pair my phone", or null where a phone is paired already. */
const pairing = z.lazy(() => z.nullable(z.object({ code: z.string(), phone: z.string() })));

const skill = createSkill({
  documents: withMetrics(
    dynamoDocuments({
      client: new DynamoDBClient(awsClient()),
      table: TABLE_NAME,
      marksChanges: true,
    }),
  ),
  recordings: s3Recordings({ client: new S3Client(awsClient()), bucket: BUCKET_NAME }),
  loadSealKey: loadOnce(async () => {
    const secret = ssmSecret({ client: new SSMClient(awsClient()), name: SEAL_PARAMETER });
    return keyFrom('seal', await secret.readOrMake(() => newKeyText(randomBytes)));
  }),
  clock: systemClock,
  householdOf: householdIdOf,
  // Codes are stored under the anchor key, which the skill's function may not read.
  async offerPairing(household) {
    const answered = await invokeFunction(COMPANION_FUNCTION, { offerPairing: household }, PAIRING);
    return pairing.parse(answered) ?? undefined;
  },
  log,
});

/**
 * Answers each request and each event of Alexa, once the skill's id is set: until then any skill could call this
 * function. A refused request gets an empty response, because an error would raise an alarm. If Alexa reports that it
 * could not use an answer, this throws, so that the alarm is raised. Alexa ignores what is answered to a report.
 */
export async function handler(event: unknown): Promise<ResponseEnvelope> {
  const request = SKILL_ID
    ? parseRequest(event, { skillId: SKILL_ID })
    : ({ refused: 'skill-id-not-set' } as const);
  if ('refused' in request) {
    log({ event: 'request refused', code: request.refused });
    return NO_RESPONSE;
  }
  const answer = await skill(request);
  if ('error' in request) throw new Error(`Alexa could not use an answer: ${request.error}`);
  return answer;
}
