import { SecretValue, type Stack } from 'aws-cdk-lib';
import { CfnSkill } from 'aws-cdk-lib/alexa-ask';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { roleThatMay } from './allow.ts';
import { built } from '../build/built.ts';
import { output } from '../build/output.ts';
import type { Settings } from '../settings.ts';

/** Who of Amazon's calls a skill's function and fetches its package. */
const ALEXA = 'alexa-appkit.amazon.com';

/**
 * Lets Alexa call the skill's function: for one skill only as soon as its id is known, which is not before the
 * function is there. With login-with-Amazon credentials, the skill itself is made and kept up to date as well.
 */
export function skill(stack: Stack, handler: LambdaFunction, { skillId, skillSecret }: Settings): void {
  const permission = new CfnPermission(stack, skillId ? 'AlexaForThisSkill' : 'Alexa', {
    action: 'lambda:InvokeFunction',
    functionName: handler.functionArn,
    principal: ALEXA,
    ...(skillId && { eventSourceToken: skillId }),
  });
  output(stack, 'SkillEndpoint', handler.functionArn);
  if (!skillSecret) return;

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
      // Over the package's own, which was written before the function was there.
      overrides: { manifest: { apis: { custom: { endpoint } }, events: { endpoint } } },
    },
  });
  // Amazon looks whether it may call the endpoint.
  made.addDependency(permission);
  output(stack, 'SkillId', made.ref);
}

/** Read by CloudFormation when it deploys; it stands in no template. */
const field = (secret: string, jsonField: string): string =>
  SecretValue.secretsManager(secret, { jsonField }).unsafeUnwrap();
