import { jest } from '@jest/globals';
import { type DynamoParts, dynamoSuite } from '../store/dynamo-suite.ts';

/** The adapter as the skill's bundle has it: with the thin client's file in the SDK's place. */
let parts!: DynamoParts;
jest.isolateModules(() => {
  jest.doMock('@aws-sdk/client-dynamodb', () => jest.requireActual('../../lambda/aws/thin.dynamo.ts'));
  parts = {
    ...jest.requireMock<DynamoParts>('@aws-sdk/client-dynamodb'),
    ...jest.requireActual<DynamoParts>('../../lambda/store/documents.dynamo.ts'),
  };
});

dynamoSuite('DynamoDB by the thin client', parts);
