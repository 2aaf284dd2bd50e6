import { S3Client } from '@aws-sdk/client-s3';
import { s3Recordings } from '../../../adapters/aws/s3-recordings.ts';
import { s3Suite } from './s3-suite.ts';

s3Suite('S3', { S3Client, s3Recordings });
