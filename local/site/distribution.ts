import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import * as z from 'zod';
import { resourcesOf, type Template } from '../cloud/template.ts';
import { headersOf } from './headers.ts';

/** What CloudFront does with the paths that fit; `handsOn` to the API what is no file. */
type Behaviour = { fits(path: string): boolean; headers: Record<string, string>; handsOn: boolean };
type File = { type: string; body: Buffer };

const behaviourSchema = z.object({
  PathPattern: z.string().default('*'),
  TargetOriginId: z.string(),
  ResponseHeadersPolicyId: z.object({ Ref: z.string() }),
});
const distributionSchema = z.object({
  DistributionConfig: z.object({
    DefaultRootObject: z.string(),
    DefaultCacheBehavior: behaviourSchema,
    CacheBehaviors: z.array(behaviourSchema),
    Origins: z.array(z.object({ Id: z.string(), CustomOriginConfig: z.unknown().optional() })),
  }),
});
const deploymentSchema = z.object({ SourceObjectKeys: z.tuple([z.string()], z.string()) });

/** The template's distribution: the file at its root, and its behaviours in the order in which they are tried. */
export function distributionOf(template: Template): { root: string; behaviours: Behaviour[] } {
  const [distribution] = resourcesOf(template, 'AWS::CloudFront::Distribution');
  const { DistributionConfig } = distributionSchema.parse(distribution?.Properties);
  const { DefaultRootObject, DefaultCacheBehavior, CacheBehaviors, Origins } = DistributionConfig;
  const apis = Origins.filter(({ CustomOriginConfig }) => CustomOriginConfig !== undefined).map(({ Id }) => Id);
  const behaviours = [...CacheBehaviors, DefaultCacheBehavior].map((behaviour) => {
    const pattern = new RegExp(`^/?${behaviour.PathPattern.split('*').map(literally).join('.*')}$`);
    return {
      fits: (path: string) => pattern.test(path),
      headers: headersOf(template.resources.get(behaviour.ResponseHeadersPolicyId.Ref)?.Properties),
      handsOn: apis.includes(behaviour.TargetOriginId),
    };
  });
  return { root: DefaultRootObject, behaviours };
}

const literally = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** The files that a deployment would put into the bucket, as they were built when the stack was synthesized. */
export function deployedFiles(template: Template): Map<string, File> {
  const [deployment] = resourcesOf(template, 'Custom::CDKBucketDeployment');
  const [key] = deploymentSchema.parse(deployment?.Properties).SourceObjectKeys;
  const folder = join(template.folder, `asset.${key.replace(/\.zip$/, '')}`);
  if (!existsSync(folder)) throw new Error(`the console's files are missing in ${folder}: run npm run synth`);
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    found.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      const file = { type: types[extname(name)] ?? 'application/octet-stream', body: readFileSync(path) };
      return [path.slice(folder.length).replaceAll('\\', '/'), file];
    }),
  );
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
