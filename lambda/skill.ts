import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { ResponseEnvelope } from 'ask-sdk-model';
import * as z from 'zod/mini';
import { invokeFunction } from '../adapters/aws/thin/invoke.ts';
import { openSkillEvent } from '../services/skill/skill-event-heard.ts';
import { environmentOf } from './read-environment.ts';
import { householdOf } from '../core/household/household-of.ts';
import { seconds } from '../core/household/instant.ts';
import { skillEnvironment } from './skill-environment.ts';
import { skillEntry, SkillRefusal } from '../services/skill/skill.ts';
import { awsClient } from '../adapters/aws/aws-client.ts';
import { dynamoDocuments } from '../adapters/aws/dynamo-documents.ts';
import { s3Recordings } from '../adapters/aws/s3-recordings.ts';
import { log, measuredBySystemClock, systemClock } from './telemetry.ts';

const { TABLE_NAME, BUCKET_NAME, COMPANION_FUNCTION, SKILL_ID } = environmentOf(skillEnvironment);

/** The companion may have to start first; with it, the skill's own start and its reads, Alexa's 8 s must do. */
const PAIRING = { requestHandler: { requestTimeout: seconds(5) } };
/** What "pair my phone" is answered with; nothing where a phone is paired. */
const pairing = z.lazy(() => z.nullable(z.object({ code: z.string(), phone: z.string() })));

const skill = skillEntry({
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
  ...(SKILL_ID !== undefined && { skillId: SKILL_ID }),
  log,
});

/** What is refused is answered too, with nothing: an error would be one of this function's. */
const NOTHING: ResponseEnvelope = { version: '1.0', response: {} };

/** What Lambda calls with each of Alexa's requests and events. */
export async function handler(event: unknown): Promise<ResponseEnvelope> {
  const heard = openSkillEvent(event);
  if (heard) {
    const isOurs = SKILL_ID === undefined || heard.applicationId === SKILL_ID;
    log(isOurs ? { event: heard.type } : { event: 'request refused', code: 'wrong-skill' });
    return NOTHING;
  }
  try {
    return await skill(event);
  } catch (error) {
    if (!(error instanceof SkillRefusal)) throw error;
    log({ event: 'request refused', code: error.code });
    return NOTHING;
  }
}
