import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { localAccess } from '../aws/access.ts';
import { createTable, type TableShape } from '../aws/dynamodb.ts';
import type { Secrets } from '../aws/secrets.ts';
import type { Queues } from '../aws/sqs.ts';
import { type Places, queueName } from './places.ts';
import { resolve } from './resolve.ts';
import { resourcesOf, type Template } from './template.ts';

export type Services = { dynamodb: string; queues: Queues; secrets: Secrets };

/** Makes the tables, queues and secrets of the template where they are missing. `values` are first values of secrets, by name. */
export async function createResources(
  template: Template,
  places: Places,
  { dynamodb, queues, secrets }: Services,
  values: Record<string, unknown>,
): Promise<void> {
  for (const { id, Properties } of resourcesOf(template, 'AWS::DynamoDB::GlobalTable')) {
    await createTable(dynamodb, id, tableSchema.parse(Properties));
  }
  await createQueues(template, places, queues);
  for (const { Properties } of resourcesOf(template, 'AWS::SecretsManager::Secret')) {
    const { Name, SecretString } = secretSchema.parse(Properties);
    secrets.create(Name, values[Name] ?? JSON.parse(SecretString));
  }
}

/** A kept queue gets its attributes again: the template may have changed since. */
async function createQueues(template: Template, places: Places, queues: Queues): Promise<void> {
  const sqs = new SQSClient({ endpoint: queues.endpoint, ...localAccess });
  for (const queue of resourcesOf(template, 'AWS::SQS::Queue')) {
    const properties = Object.entries(queue.Properties).map(([name, value]) => {
      const resolved = resolve(value, places, `Resources.${queue.id}.Properties.${name}`);
      return [name, typeof resolved === 'object' ? JSON.stringify(resolved) : String(resolved)];
    });
    const { FifoQueue, ...Attributes } = z.record(z.string(), z.string()).parse(Object.fromEntries(properties));
    const QueueUrl = queues.create(queueName(queue), { ...Attributes, ...(FifoQueue && { FifoQueue }) });
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  }
  sqs.destroy();
}

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const tableSchema: z.ZodType<TableShape> = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({ ProjectionType: z.enum(['ALL', 'KEYS_ONLY']) }),
      }),
    )
    .optional(),
});
const secretSchema = z.object({ Name: z.string(), SecretString: z.string().default('{}') });
