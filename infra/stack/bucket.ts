import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { hours } from '../../core/household/instant.ts';
import { SETTINGS } from '../../core/household/settings.ts';
import { SENDING_TIME } from '../../core/message/hold.ts';
import { accept } from './findings.ts';

/** After this no recording is needed: the longest hold, the time for sending and the longest retention, in whole days. */
const BACKSTOP_DAYS = Math.ceil((SETTINGS.hold.most + SENDING_TIME + SETTINGS.retention.most) / hours(24));

/**
 * Recordings and transcripts. The bucket is versioned, so that a put never overwrites. The courier erases exact versions;
 * the lifecycle rules expire what it missed.
 */
export function recordingsBucket(stack: Stack): Bucket {
  const bucket = new Bucket(stack, 'Recordings', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    lifecycleRules: [
      {
        id: 'backstop',
        expiration: Duration.days(BACKSTOP_DAYS),
        noncurrentVersionExpiration: Duration.days(1),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
      { id: 'delete-markers', expiredObjectDeleteMarker: true },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accept(
    bucket,
    'S1',
    'An access log would keep who spoke and when, for longer than the recordings themselves.',
  );
  return bucket;
}
