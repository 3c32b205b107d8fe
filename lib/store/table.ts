import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { Permanent, reasonOf, Transient } from '../errors.ts';

type Key = { pk: string; sk: string };
type Item = Record<string, unknown>;

/** One write of a transaction. `old` brings the item that stood in the way back in the refusal. */
export type Write = { put: Item; unless?: 'exists'; whenVersion?: number; old?: true } | Update;
export type Update = { update: Key; set: string; when?: string; names?: Record<string, string>; values?: Item };

/** Why a transaction was refused: per write what stood in its way, undefined where nothing did. */
export type Refusal = { refused: ({ code: string; item: Item | undefined } | undefined)[] };

export type Table = ReturnType<typeof openTable>;

/** What one `batchGet` takes at most, each. */
export const batches = (wanted: Key[]): Key[][] =>
  Array.from({ length: Math.ceil(wanted.length / 100) }, (_, index) => wanted.slice(index * 100, (index + 1) * 100));

/** The single table as six verbs on plain items. Throttling and silence throw Transient, what DynamoDB cannot take Permanent. */
export const openTable = (client: DynamoDBClient, name: string) => ({
  async get(key: Key): Promise<Item | undefined> {
    const { Item } = await say(() =>
      client.send(new GetItemCommand({ TableName: name, Key: marshall(key), ConsistentRead: true })),
    );
    return Item && unmarshall(Item);
  },

  /** The items found, in no order; at most 100 keys. */
  async batchGet(wanted: Key[]): Promise<Item[]> {
    const found: Item[] = [];
    let pending = wanted.map((key) => marshall(key));
    while (pending.length > 0) {
      const request = { [name]: { Keys: pending, ConsistentRead: true } };
      const answer = await say(() => client.send(new BatchGetItemCommand({ RequestItems: request })));
      found.push(...(answer.Responses?.[name] ?? []).map((item) => unmarshall(item)));
      pending = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    }
    return found;
  },

  /**
   * Items of one partition (or of one of the index), in the order of the sort key; `backwards` gives the newest first. With
   * `upTo` none after that sort key. A partition can be read `consistent`, so that nothing written is missing; the index cannot.
   */
  async query(
    where: { pk: string; prefix: string; upTo?: string } | { gsi1pk: string; prefix: string },
    {
      limit,
      backwards = false,
      consistent = false,
    }: { limit?: number; backwards?: boolean; consistent?: boolean } = {},
  ): Promise<Item[]> {
    const [index, partition, sort] = 'pk' in where ? [undefined, 'pk', 'sk'] : ['gsi1', 'gsi1pk', 'gsi1sk'];
    const upTo = 'pk' in where ? where.upTo : undefined;
    const found: Item[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const answer = await say(() =>
        client.send(
          new QueryCommand({
            TableName: name,
            IndexName: index,
            KeyConditionExpression: `${partition} = :pk AND ${upTo === undefined ? `begins_with(${sort}, :sk)` : `${sort} BETWEEN :sk AND :upTo`}`,
            ExpressionAttributeValues: marshall({
              ':pk': 'pk' in where ? where.pk : where.gsi1pk,
              ':sk': where.prefix,
              ...(upTo !== undefined && { ':upTo': upTo }),
            }),
            ScanIndexForward: !backwards,
            ConsistentRead: consistent,
            Limit: limit,
            ExclusiveStartKey: from && marshall(from),
          }),
        ),
      );
      found.push(...(answer.Items ?? []).map((item) => unmarshall(item)));
      from = answer.LastEvaluatedKey && unmarshall(answer.LastEvaluatedKey);
    } while (from && (limit === undefined || found.length < limit));
    return found;
  },

  /** One update; gives the item after it, or undefined where its condition does not hold. */
  async change(update: Update): Promise<Item | undefined> {
    const { TableName, ...rest } = updateOf(name, update);
    try {
      const { Attributes } = await say(() =>
        client.send(new UpdateItemCommand({ TableName, ...rest, ReturnValues: 'ALL_NEW' })),
      );
      return Attributes && unmarshall(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  },

  /** All writes or none. Gives undefined when they are done, else what stood in the way of which. */
  async write(writes: Write[]): Promise<Refusal | undefined> {
    try {
      const TransactItems = writes.map((write) => transactItem(name, write));
      await say(() => client.send(new TransactWriteItemsCommand({ TransactItems })));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      if (reasons.some(({ Code }) => Code === 'ValidationError')) throw new Permanent(error.message, { cause: error });
      return {
        refused: reasons.map(({ Code = 'None', Item }) =>
          Code === 'None' ? undefined : { code: Code, item: Item && unmarshall(Item) },
        ),
      };
    }
  },
});

function transactItem(TableName: string, write: Write): TransactWriteItem {
  if ('update' in write) return { Update: updateOf(TableName, write) };
  const version = write.whenVersion;
  return {
    Put: {
      TableName,
      Item: plain(write.put),
      ...(write.unless && { ConditionExpression: 'attribute_not_exists(pk)' }),
      ...(version !== undefined && {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: marshall({ ':version': version }),
      }),
      ...(write.old && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    },
  };
}

const updateOf = (TableName: string, { update, set, when, names, values }: Update) => ({
  TableName,
  Key: marshall(update),
  UpdateExpression: set,
  ConditionExpression: when,
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values && plain(values),
});

const plain = (item: Item) => marshall(item, { removeUndefinedValues: true });

async function say<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TransactionCanceledException || error instanceof ConditionalCheckFailedException) throw error;
    if (error instanceof Error && error.name === 'ValidationException') {
      throw new Permanent(`DynamoDB cannot take this: ${error.message}`, { cause: error });
    }
    throw new Transient(`DynamoDB did not do it: ${reasonOf(error)}`, { cause: error });
  }
}
