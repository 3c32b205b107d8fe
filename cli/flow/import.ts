import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { Permanent } from '../../lib/errors.ts';
import { readFlow } from '../../lib/flow/flow.ts';
import { lintFlow } from '../../lib/flow/lint.ts';
import { defineCommand, onlyOne } from '../command.ts';
import { faultLine } from '../faults.ts';
import { flowName, knownHere, textOf } from '../flow-file.ts';

const folder = join(import.meta.dirname, '..', '..', 'config', 'flows');

/** `seaway flow import`: an export of Studio as a file of config/flows. */
export const importFlow = defineCommand({
  summary: 'takes an export of Studio into config/flows',
  help: `seaway flow import FILE

Takes what Studio's console shows as "Show Flow JSON", an answer of its REST API, either as a JSON string, or an export of
the time before 2020. Writes it to config/flows/NAME.json and says what is to be done before it can be published.

  --name NAME         its name here; its friendly name, or the file's name, unless told
  --out FILE          another place to write to
  --force             replaces a file that is there
  --json              { file, name, errors, warnings }`,
  options: { name: { type: 'string' }, out: { type: 'string' }, force: { type: 'boolean', default: false } },
  async run({ values, positionals }) {
    const source = onlyOne(positionals, 'file to import');
    const text = await textOf(source);
    const definition = readFlow(text);
    const name = values.name ?? inKebabCase(friendlyName(text) ?? flowName(source));
    const file = values.out ?? join(folder, `${name}.json`);
    if (existsSync(file) && !values.force)
      throw new Permanent(`${file} is there already: take another --name, or --force to replace it`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(definition, null, 2)}\n`);
    const { errors, warnings } = lintFlow(definition, knownHere());
    const lines = [
      `${file}: ${definition.states.length} widgets.`,
      ...errors.map((fault) => faultLine('error', fault)),
      ...warnings.map((fault) => faultLine('warning', fault)),
      `Next: ${errors.length > 0 ? 'mend these, ' : ''}name it in config/flows/index.ts, and in config/deployment.ts where it answers.`,
    ];
    return { ok: true, text: lines.join('\n'), json: { file, name, errors, warnings } };
  },
});

/** What the REST API calls the flow, if this is its answer. */
function friendlyName(text: string): string | undefined {
  const envelope = z.object({ friendly_name: z.string().min(1) }).safeParse(parsed(text));
  return envelope.data?.friendly_name;
}

function parsed(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return typeof value === 'string' ? parsed(value) : value;
}

const inKebabCase = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '') || 'flow';
