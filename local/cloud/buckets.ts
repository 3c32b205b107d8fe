import { join } from 'node:path';
import * as z from 'zod';
import { type Bucket, startBucket } from '../aws/s3.ts';
import { bucketName } from './places.ts';
import { resourcesOf, type Template } from './template.ts';

/** The buckets of a template, their files in the folder `data` or in memory. */
export async function startBuckets(template: Template, data: string | undefined): Promise<Bucket> {
  const buckets: Bucket[] = [];
  for (const bucket of resourcesOf(template, 'AWS::S3::Bucket')) {
    const name = bucketName(bucket);
    const { CorsRules } = bucketSchema.parse(bucket.Properties).CorsConfiguration;
    const pages = CorsRules.flatMap(({ AllowedOrigins }) => AllowedOrigins);
    buckets.push(await startBucket({ name, pages, ...(data && { data: join(data, name) }) }));
  }
  return {
    origins: Object.assign({}, ...buckets.map(({ origins }) => origins)),
    async close() {
      await Promise.all(buckets.map((bucket) => bucket.close()));
    },
  };
}

const bucketSchema = z.object({
  CorsConfiguration: z
    .object({ CorsRules: z.array(z.object({ AllowedOrigins: z.array(z.string()) })) })
    .default({ CorsRules: [] }),
});
