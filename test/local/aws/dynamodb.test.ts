import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { localAccess } from '../../../local/aws/access.ts';
import { createTable, startDynamoDb } from '../../../local/aws/dynamodb.ts';

const item = { pk: { S: 'THREAD#1' }, sk: { S: 'THREAD' }, gsi1pk: { S: 'INBOX#open' }, gsi1sk: { S: '7' } };

test('items outlive a restart, and making the table again changes nothing', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'seaway-')), 'nested', 'table.sqlite');
  const first = await startDynamoDb({ file });
  await createTable(first.endpoint, 'seaway');
  await client(first.endpoint).send(new PutItemCommand({ TableName: 'seaway', Item: item }));
  await first.close();

  const second = await startDynamoDb({ file });
  await createTable(second.endpoint, 'seaway');
  const { Item } = await client(second.endpoint).send(
    new GetItemCommand({ TableName: 'seaway', Key: { pk: item.pk, sk: item.sk }, ConsistentRead: true }),
  );
  const { Items } = await client(second.endpoint).send(
    new QueryCommand({
      TableName: 'seaway',
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :inbox',
      ExpressionAttributeValues: { ':inbox': item.gsi1pk },
    }),
  );
  await second.close();
  expect(Item).toEqual(item);
  expect(Items).toEqual([item]);
});

test('a place that cannot be written to is an error with the reason', async () => {
  await expect(startDynamoDb({ file: tmpdir() })).rejects.toThrow(/did not start .*unable to open/);
});

const client = (endpoint: string) => new DynamoDBClient({ endpoint, ...localAccess });
