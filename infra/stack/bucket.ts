import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { SETTINGS } from '../../core/household/settings.ts';
import { accept } from './accept.ts';

const HOUR = 3_600_000;
/** A released message may be attempted for this long. */
const SEND_HOURS = 24;
/** No recording is wanted after this: the longest hold, the last attempt, the longest retention. The courier erases long before. */
const BACKSTOP = Math.ceil((SETTINGS.hold.most / HOUR + SEND_HOURS + SETTINGS.retention.most / HOUR) / 24);

/**
 * Recordings and transcripts. Versioned, so that a put never overwrites; the courier erases exact versions, and what it
 * missed ends by itself.
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
        expiration: Duration.days(BACKSTOP),
        noncurrentVersionExpiration: Duration.days(1),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
      { id: 'delete-markers', expiredObjectDeleteMarker: true },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accept(bucket, 'S1', 'An access log would keep who spoke when, longer than the recordings themselves.');
  return bucket;
}
