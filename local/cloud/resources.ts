import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { localAccess } from '../aws/access.ts';
import { createTable, type TableShape } from '../aws/dynamodb.ts';
import type { Secrets } from '../aws/secrets.ts';
import type { Queues } from '../aws/sqs.ts';
import { queueName } from './places.ts';
import { type Places, resolve } from './resolve.ts';
import { type Resource, resourcesOf, type Template } from './template.ts';

export type Services = { dynamodb: string; queues: Queues; secrets: Secrets };

/** Makes the tables, queues and secrets of the template where they are missing. `values` are those of secrets, by name. */
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
    const { Name } = secretSchema.parse(Properties);
    if (Name in values) secrets.put(Name, values[Name]);
    else secrets.create(Name);
  }
}

async function createQueues(template: Template, places: Places, queues: Queues): Promise<void> {
  const sqs = new SQSClient({ endpoint: queues.endpoint, ...localAccess });
  for (const queue of resourcesOf(template, 'AWS::SQS::Queue')) {
    const attributes = attributesOf(queue, places);
    const QueueUrl = queues.create(queueName(queue), attributes);
    // A kept queue was made by an earlier template. The emulator refuses attributes that it does not know.
    const changing = Object.entries(attributes).filter(([name]) => /^(VisibilityTimeout|RedrivePolicy)$/.test(name));
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: Object.fromEntries(changing) }));
  }
  sqs.destroy();
}

function attributesOf({ id, Properties }: Resource, places: Places): Record<string, string> {
  const attributes = Object.entries(Properties).map(([name, value]) => {
    const resolved = resolve(value, places, `Resources.${id}.Properties.${name}`);
    return [name, typeof resolved === 'object' ? JSON.stringify(resolved) : String(resolved)];
  });
  return z.record(z.string(), z.string()).parse(Object.fromEntries(attributes));
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
const secretSchema = z.object({ Name: z.string() });
