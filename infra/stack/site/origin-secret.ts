import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, Logging, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { roleThatMay } from '../allow.ts';
import { accept } from '../findings.ts';

/**
 * A secret that CloudFront sends to the API with each request, so that the companion knows whose `X-Forwarded-For` it
 * may believe. Secrets Manager makes it up during the deployment and keeps nothing: a kept secret costs by the month.
 * The template refers to it and does not contain it. It is made again only if this resource changes.
 */
export function originSecret(stack: Stack): string {
  const logGroup = new LogGroup(stack, 'OriginSecretLog', {
    retention: RetentionDays.TWO_WEEKS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const secret = new AwsCustomResource(stack, 'OriginSecret', {
    resourceType: 'Custom::OriginSecret',
    // On its creation, too.
    onUpdate: {
      service: 'SecretsManager',
      action: 'getRandomPassword',
      parameters: { PasswordLength: 43, ExcludePunctuation: true },
      physicalResourceId: PhysicalResourceId.of('OriginSecret'),
      outputPaths: ['RandomPassword'],
      logging: Logging.withDataHidden(),
    },
    installLatestAwsSdk: false,
    logGroup,
    role: roleThatMay(stack, 'OriginSecretRole', new ServicePrincipal('lambda.amazonaws.com'), [
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
      {
        actions: ['secretsmanager:GetRandomPassword'],
        resources: ['*'],
        why: 'It gives a random text and touches no secret, so it has no resource.',
      },
    ]),
  });
  for (const child of stack.node.children)
    if (child.node.id.startsWith('AWS679'))
      accept(child, 'L1', 'It is a function of the CDK, which chooses the runtime.');
  return secret.getResponseField('RandomPassword');
}
