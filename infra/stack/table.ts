import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';

/**
 * The documents of all households: partitioned by household, paid by request. The stream names what changed and holds
 * none of it. It stays when the stack is deleted, and cannot be deleted by one wrong call.
 */
export const documentsTable = (stack: Stack): Table =>
  new Table(stack, 'Documents', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.KEYS_ONLY,
    timeToLiveAttribute: 'ttl',
    // The least there is: what was erased is then gone from the backup, too.
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 1 },
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
  });
