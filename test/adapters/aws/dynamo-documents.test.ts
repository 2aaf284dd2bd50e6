/** @slow */
import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { instant } from '../../../core/household/instant.ts';
import type { Document } from '../../../services/ports/documents.ts';
import { dynamoDocuments } from '../../../adapters/aws/dynamo-documents.ts';
import { describeWithDynoxide } from '../../support/aws/dynoxide.ts';
import { dynamoSuite } from './dynamo-suite.ts';

dynamoSuite('DynamoDB', { DynamoDBClient, dynamoDocuments });

describeWithDynoxide('DynamoDB documents after an idempotency token has expired', dynoxide => {
  const household = 'home' as HouseholdId;
  const householdDocument: Document = {
    kind: 'household',
    household,
    id: 'household',
    version: 0,
    rooms: [],
  };
  const proof = { kind: 'proof', household, id: 'a', version: 0, until: instant(1) } as const;

  test('a put whose response got lost recognises its result by the document that it added, though its own has changed since', async () => {
    const { wire, createTable } = await dynoxide();
    const client = new DynamoDBClient(wire.client);
    const table = await createTable();
    const others = dynamoDocuments({ client, table });
    const asked: TransactWriteItemsCommand[] = [];
    /** Sends; lets another writer replace the document; sends the same again under another token. */
    const send = async (command: TransactWriteItemsCommand): Promise<unknown> => {
      asked.push(command);
      await client.send(command);
      expect(await others.put(householdDocument, 1)).toBe(true);
      return client.send(
        new TransactWriteItemsCommand({ ...command.input, ClientRequestToken: randomUUID() }),
      );
    };
    const documents = dynamoDocuments({ client: { send } as never, table });
    expect(await documents.put(householdDocument, 0, { add: proof })).toBe(true);
    expect(asked).toHaveLength(1);
    expect(await others.get(household, 'household', 'household')).toMatchObject({ version: 2 });
    client.destroy();
  });
});
