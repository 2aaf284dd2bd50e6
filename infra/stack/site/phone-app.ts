import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { NAMED_BY_DIGEST } from '../../../adapters/files/app-file.ts';
import { accept } from '../findings.ts';
import { roleThatMay } from '../allow.ts';
import { built } from '../../build/built.ts';

/**
 * Uploads the built phone app into its bucket with each deploy, by a function of the CDK that runs only then: first the
 * scripts and the style, then the page that names them. Browsers may keep the same files for ever as at home.
 */
export function phoneApp(stack: Stack, bucket: IBucket): BucketDeployment {
  const logGroup = new LogGroup(stack, 'UploadLog', {
    retention: RetentionDays.TWO_WEEKS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const app = new Asset(stack, 'PhoneAppFiles', { path: built('phone', 'index.html') });
  const common = {
    sources: [Source.bucket(app.bucket, app.s3ObjectKey)],
    destinationBucket: bucket,
    destinationKeyPrefix: 'phone',
    logGroup,
    role: roleThatMay(stack, 'UploadRole', new ServicePrincipal('lambda.amazonaws.com'), [
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
      { actions: ['s3:GetObject'], resources: [app.bucket.arnForObjects(app.s3ObjectKey)] },
      { actions: ['s3:ListBucket'], resources: [bucket.bucketArn] },
      {
        actions: ['s3:PutObject', 's3:DeleteObject'],
        resources: [bucket.arnForObjects('phone/*')],
        why: 'The files of the phone app: the names of some contain a hash.',
      },
    ]),
  };
  const assets = new BucketDeployment(stack, 'UploadAssets', {
    ...common,
    exclude: ['*'],
    include: [`${NAMED_BY_DIGEST}*`],
    cacheControl: [
      CacheControl.setPublic(),
      CacheControl.maxAge(Duration.days(365)),
      CacheControl.immutable(),
    ],
  });
  const upload = new BucketDeployment(stack, 'Upload', {
    ...common,
    exclude: [`${NAMED_BY_DIGEST}*`],
    // The page must not be older than the API. CloudFront revalidates as well.
    cacheControl: [CacheControl.noCache()],
  });
  upload.node.addDependency(assets);
  for (const child of stack.node.children)
    if (child.node.id.startsWith('Custom::CDKBucketDeployment'))
      accept(child, 'L1', 'It is a function of the CDK, which chooses the runtime.');
  return upload;
}
