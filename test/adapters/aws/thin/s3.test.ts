import { jest } from '@jest/globals';
import { type S3Parts, s3Suite } from '../s3-suite.ts';

/** The adapter as the skill's bundle has it: with the thin client's file in the SDK's place. */
let parts!: S3Parts;
jest.isolateModules(() => {
  jest.doMock('@aws-sdk/client-s3', () => jest.requireActual('../../../../adapters/aws/thin/s3.ts'));
  parts = {
    ...jest.requireMock<S3Parts>('@aws-sdk/client-s3'),
    ...jest.requireActual<S3Parts>('../../../../adapters/aws/s3-recordings.ts'),
  };
});

s3Suite('S3 by the thin client', parts);
