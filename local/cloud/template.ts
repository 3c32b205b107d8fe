import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).optional(),
});
const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});

export type Resource = z.infer<typeof resourceSchema> & { id: string };
export type Template = { folder: string; resources: Map<string, Resource>; outputs: Record<string, unknown> };

/** Reads the one template that `cdk synth` left in the folder. Throws where there is none, several, or one that is none. */
export function readTemplate(folder: string): Template {
  const [name, ...more] = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  if (!name) throw new Error(`there is no template in ${folder}: run npm run synth`);
  if (more.length > 0) throw new Error(`${folder} holds several templates: delete it and run npm run synth`);
  const parsed = templateSchema.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  if (!parsed.success) throw new Error(`${name} is not a CloudFormation template: ${z.prettifyError(parsed.error)}`);
  const { Resources, Outputs } = parsed.data;
  return {
    folder,
    resources: new Map(Object.entries(Resources).map(([id, resource]) => [id, { ...resource, id }])),
    outputs: Object.fromEntries(Object.entries(Outputs).map(([id, { Value }]) => [id, Value])),
  };
}

/** The resources of one CloudFormation type, in the order of the template. */
export const resourcesOf = ({ resources }: Template, type: string): Resource[] =>
  [...resources.values()].filter(({ Type }) => Type === type);
