import { ALEXA_REGIONS, type AlexaRegion, type SkillEndpoint } from './manifest.ts';

/** Which of Alexa's regions an AWS region serves, as the ASK CLI places functions. Japan is in the Far East (FE). */
const SERVED_FROM: Readonly<Record<string, AlexaRegion>> = {
  'us-east-1': 'NA',
  'eu-west-1': 'EU',
  'us-west-2': 'FE',
  'ap-northeast-1': 'FE',
};

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, perhaps with a version or alias. */
const FUNCTION =
  /^arn:aws:lambda:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):\d{12}:function:[A-Za-z0-9_-]{1,64}(?::[A-Za-z0-9_$-]{1,128})?$/;

/**
 * The endpoint for the manifest.
 *
 * @param arn the skill function's ARN
 * @param region one of Alexa's regions, if the function serves a region other than its AWS region usually does
 * @returns the endpoint, or a sentence for the operator that says what is wrong
 */
export function skillEndpoint(arn: string, region?: string): SkillEndpoint | { refused: string } {
  const at = FUNCTION.exec(arn)?.groups?.['region'];
  if (at === undefined)
    return {
      refused:
        '--endpoint must be the ARN of a Lambda function, such as arn:aws:lambda:us-east-1:123456789012:function:skill. `npm run deploy` prints it as SkillEndpoint.',
    };
  if (region !== undefined && !isAlexaRegion(region))
    return { refused: `--region must be one of Alexa's: ${ALEXA_REGIONS.join(', ')}.` };
  const served = region ?? SERVED_FROM[at];
  return { uri: arn, ...(served && { region: served }) };
}

const isAlexaRegion = (region: string): region is AlexaRegion =>
  (ALEXA_REGIONS as readonly string[]).includes(region);
