import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';

/**
 * The documents of all households, partitioned by household and paid by request. The stream contains keys only. The table
 * outlives the stack, and deletion protection guards it against a single wrong call.
 */
export const documentsTable = (stack: Stack): Table =>
  new Table(stack, 'Documents', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.KEYS_ONLY,
    timeToLiveAttribute: 'ttl',
    // The minimum: erased documents leave the backup after a day.
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 1 },
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
  });
