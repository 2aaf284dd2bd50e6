/** @slow */
import { jest } from '@jest/globals';
import { type DynamoParts, dynamoSuite } from '../dynamo-suite.ts';

/** The adapter as the skill's bundle has it: with the thin client's file in the SDK's place. */
let parts!: DynamoParts;
jest.isolateModules(() => {
  jest.doMock('@aws-sdk/client-dynamodb', () =>
    jest.requireActual('../../../../adapters/aws/thin/dynamo.ts'),
  );
  parts = {
    ...jest.requireMock<DynamoParts>('@aws-sdk/client-dynamodb'),
    ...jest.requireActual<DynamoParts>('../../../../adapters/aws/dynamo-documents.ts'),
  };
});

dynamoSuite('DynamoDB by the thin client', parts);
