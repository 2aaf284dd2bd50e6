import { SecretValue, type Stack } from 'aws-cdk-lib';
import { CfnSkill } from 'aws-cdk-lib/alexa-ask';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { roleThatMay } from './allow.ts';
import { built } from '../build/built.ts';
import type { Settings } from '../settings.ts';

/** The service of Amazon that calls a skill's function and fetches its package. */
const ALEXA = 'alexa-appkit.amazon.com';

/**
 * Lets Alexa call the skill's function. As soon as the skill's id is known, only that skill may call it; the id is not
 * known before the function exists. With Login with Amazon credentials the stack also makes and updates the skill itself.
 *
 * @returns the id of the skill that the stack makes
 */
export function skill(
  stack: Stack,
  handler: LambdaFunction,
  { skillId, skillSecret }: Settings,
): string | undefined {
  const permission = new CfnPermission(stack, skillId ? 'AlexaForThisSkill' : 'Alexa', {
    action: 'lambda:InvokeFunction',
    functionName: handler.functionArn,
    principal: ALEXA,
    ...(skillId && { eventSourceToken: skillId }),
  });
  if (!skillSecret) return undefined;

  const files = new Asset(stack, 'SkillPackage', {
    path: built('skill/skill-package', 'skill.json', 'npm run skill:package'),
  });
  const endpoint = { uri: handler.functionArn };
  const made = new CfnSkill(stack, 'AlexaSkill', {
    authenticationConfiguration: {
      clientId: field(skillSecret, 'clientId'),
      clientSecret: field(skillSecret, 'clientSecret'),
      refreshToken: field(skillSecret, 'refreshToken'),
    },
    vendorId: field(skillSecret, 'vendorId'),
    skillPackage: {
      s3Bucket: files.s3BucketName,
      s3Key: files.s3ObjectKey,
      s3BucketRole: roleThatMay(stack, 'SkillPackageRole', new ServicePrincipal(ALEXA), [
        { actions: ['s3:GetObject'], resources: [files.bucket.arnForObjects(files.s3ObjectKey)] },
      ]).roleArn,
      // The package was written before the function existed.
      overrides: { manifest: { apis: { custom: { endpoint } }, events: { endpoint } } },
    },
  });
  // Amazon checks whether it may call the endpoint.
  made.addDependency(permission);
  return made.ref;
}

/** A reference that CloudFormation resolves during deployment: the template does not contain the value. */
const field = (secret: string, jsonField: string): string =>
  SecretValue.secretsManager(secret, { jsonField }).unsafeUnwrap();
