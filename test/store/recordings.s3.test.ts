import { S3Client } from '@aws-sdk/client-s3';
import { s3Recordings } from '../../lambda/store/recordings.s3.ts';
import { s3Suite } from './s3-suite.ts';

s3Suite('S3', { S3Client, s3Recordings });
