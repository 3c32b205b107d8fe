import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { deployment } from '../config/deployment.ts';
import { Permanent, reasonOf } from '../lib/errors.ts';
import type { Known } from '../lib/flow/check.ts';
import { type FlowDefinition, type PublishedFlow, readFlow } from '../lib/flow/flow.ts';
import { UsageError } from './command.ts';

/** Files of subflows by the `flow_sid` that names them. */
export type SubflowFiles = Readonly<Record<string, string>>;

const mapped: Record<string, string> = deployment.flows;

/** The option with which an operator names subflows that config/deployment.ts does not map. */
export const subflowOption = { subflow: { type: 'string', multiple: true } } as const;
export const subflowHelp =
  '  --subflow SID=FILE  the file of a subflow; others are looked up in config/deployment.ts and config/flows';

/** `--subflow FW1=a.json --subflow FW2=b.json` as a table; throws UsageError for anything else. */
export function subflowFiles(given: readonly string[] = []): SubflowFiles {
  return Object.fromEntries(
    given.map((each) => {
      const [sid = '', file = ''] = each.split('=');
      if (!sid || !file) throw new UsageError(`--subflow takes SID=FILE, not "${each}"`);
      return [sid, resolve(file)];
    }),
  );
}

/** The text of a file; throws Permanent with a sentence where it cannot be read. */
export async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Permanent(`${file} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

/** The name that a flow has by its file: `config/flows/front-desk.json` is `front-desk`. */
export const flowName = (file: string): string => basename(file).replace(/\.json$/, '');

/**
 * A flow from its file, with the files of its subflows, as revision 0. Throws Permanent where a file is missing, is no
 * flow, or a subflow is not known.
 */
export async function loadFlow(file: string, files: SubflowFiles = {}): Promise<PublishedFlow> {
  const name = flowName(file);
  const definition = await definitionIn(file);
  const subflows = await Promise.all(
    subflowSids(definition).map(async (sid) => {
      const found = files[sid] ?? fileOf(sid, file);
      if (found === undefined)
        throw new Permanent(
          `${file} runs the flow ${sid}: name its file with --subflow ${sid}=FILE, or map it in "flows" of config/deployment.ts`,
        );
      return [sid, { name: flowName(found), revision: 0, definition: await definitionIn(found) }] as const;
    }),
  );
  const sid = Object.entries(mapped).find(([, flow]) => flow === name)?.[0] ?? name;
  return { name, sid, revision: 0, definition, subflows: Object.fromEntries(subflows) };
}

/** What a flow may refer to here: what config/deployment.ts maps, and the subflows whose files are given. */
export const knownHere = (files: SubflowFiles = {}): Known => ({
  flows: [...Object.keys(mapped), ...Object.keys(files)],
  workflows: Object.keys(deployment.workflows),
  taskChannels: Object.keys(deployment.taskChannels),
  bots: Object.keys(deployment.bots),
});

async function definitionIn(file: string): Promise<FlowDefinition> {
  const text = await textOf(file);
  try {
    return readFlow(text);
  } catch (error) {
    throw new Permanent(`${file}: ${reasonOf(error)}`, { cause: error });
  }
}

const subflowSids = ({ states }: FlowDefinition): string[] => [
  ...new Set(
    states.flatMap(({ type, properties }) => {
      const { data } = z.object({ flow_sid: z.string().min(1) }).safeParse(properties);
      return type === 'run-subflow' && data ? [data.flow_sid] : [];
    }),
  ),
];

/** A mapped subflow lies beside the flow that runs it. */
const fileOf = (sid: string, beside: string): string | undefined => {
  const name = mapped[sid];
  return name === undefined ? undefined : join(dirname(beside), `${name}.json`);
};
