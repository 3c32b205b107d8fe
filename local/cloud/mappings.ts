import * as z from 'zod';
import type { Functions } from './functions.ts';
import type { Mapping } from './pollers.ts';
import { type Places, resolve } from './resolve.ts';
import { resourcesOf, type Template } from './template.ts';

const mappingSchema = z.object({
  EventSourceArn: z.unknown(),
  FunctionName: z.unknown(),
  BatchSize: z.number().default(10),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
});

/** Which queues of the template feed which functions. */
export function mappingsOf(template: Template, places: Places, functions: Functions): Mapping[] {
  const urls = new Map(
    resourcesOf(template, 'AWS::SQS::Queue').map(({ id }) => [places.attribute(id, 'Arn'), places.ref(id)]),
  );
  return resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(({ id, Properties }) => {
    const mapping = mappingSchema.parse(Properties);
    const path = `Resources.${id}.Properties`;
    const queueArn = String(resolve(mapping.EventSourceArn, places, `${path}.EventSourceArn`));
    const queueUrl = urls.get(queueArn);
    if (!queueUrl) throw new Error(`${path}: the local cloud polls SQS queues of its template only, not ${queueArn}`);
    const handler = String(resolve(mapping.FunctionName, places, `${path}.FunctionName`));
    const { invoke } = functions.get(handler);
    const partial = mapping.FunctionResponseTypes.length > 0;
    return { queueUrl, queueArn, batchSize: mapping.BatchSize, partial, handler, invoke };
  });
}
