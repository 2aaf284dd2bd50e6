import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDocuments } from '../../lambda/store/documents.dynamo.ts';
import { dynamoSuite } from './dynamo-suite.ts';

dynamoSuite('DynamoDB', { DynamoDBClient, dynamoDocuments });
