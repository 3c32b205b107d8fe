import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readTemplate, resourcesOf, type Template } from '../../cloud/template.ts';
import { emptyModule, importTime } from '../import-time.ts';
import { median } from '../percentile.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';

/** How large the functions are, and how long the import takes that every cold start begins with. */
export const bundles: Section = { title: 'bundles', measure };

const kib = 1_024;
/** More than the design has (450 and 900): see docs/tour.md. */
const mostBytes: Record<string, number> = { webhook: 600 * kib, deliver: 1_000 * kib };
const mostMilliseconds: Record<string, number> = { webhook: 80 };

async function measure({ template: folder, quick, progress }: Bench): Promise<Measurement[]> {
  const found = bundlesOf(readTemplate(folder));
  const empty = { name: 'empty', file: emptyModule(folder), variables: {} };
  const times = new Map<string, number[]>();
  const rounds = quick ? 5 : 15;
  // All in turn, so that a busy moment of the machine falls on everybody.
  for (let round = 1; round <= rounds; round += 1) {
    progress(`bundles: import ${round} of ${rounds}`);
    for (const bundle of [empty, ...found]) {
      times.set(bundle.name, [...(times.get(bundle.name) ?? []), await importTime(bundle.file, bundle.variables)]);
    }
  }
  const base = median(times.get('empty') ?? []);
  return found.flatMap(({ name, file }): Measurement[] => {
    const most = mostBytes[name];
    return [
      {
        name: `bundles.${name}.bytes`,
        says: `${name}, size`,
        value: statSync(file).size,
        unit: 'bytes',
        ...(most !== undefined && { budget: { most } }),
      },
      {
        name: `bundles.${name}.import_ms_over_empty`,
        says: `${name}, import`,
        value: median(times.get(name) ?? []) - base,
        unit: 'ms',
        budget: { most: mostMilliseconds[name] ?? 150 },
      },
    ];
  });
}

type Bundle = { name: string; file: string; variables: Record<string, string> };

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).default({ Variables: {} }),
});

/** The functions of lambdas/, without CDK's own helpers. */
function bundlesOf(template: Template): Bundle[] {
  return resourcesOf(template, 'AWS::Lambda::Function').flatMap(({ id, Properties, Metadata }) => {
    const { Code, Environment } = functionSchema.parse(Properties);
    const file = join(template.folder, `asset.${Code.S3Key.replace(/\.zip$/, '')}`, 'index.js');
    const name = (Metadata?.['aws:cdk:path']?.split('/')[1] ?? id).toLowerCase();
    const names = ['AWS_REGION', ...Object.keys(Environment.Variables)];
    // Only calls would need values that lead somewhere, and an import makes none.
    return existsSync(join('lambdas', `${name}.ts`))
      ? [{ name, file, variables: Object.fromEntries(names.map((each) => [each, 'bench'])) }]
      : [];
  });
}
