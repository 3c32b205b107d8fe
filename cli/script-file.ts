import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type * as z from 'zod';
import { Permanent, reasonOf } from '../lib/errors.ts';
import type { PublishedFlow } from '../lib/flow/flow.ts';
import { loadFlow, textOf } from './flow-file.ts';
import { type ScriptFile, scriptFileSchema } from './script.ts';

/** Reads a file of scripts, JSON or YAML, and the flow that it tests. Throws Permanent with the path of every fault. */
export async function loadScripts(
  file: string,
): Promise<{ scripts: ScriptFile; flow: PublishedFlow; flowFile: string }> {
  const scripts = scriptFileSchema.safeParse(parsed(file, await textOf(file)));
  if (!scripts.success) throw new Permanent(`${file} is no script:\n${faults(scripts.error)}`);
  const beside = (name: string) => join(dirname(file), name);
  const flowFile = beside(scripts.data.flow ?? flowOf(file));
  const subflows = Object.entries(scripts.data.subflows).map(([sid, name]) => [sid, beside(name)]);
  return { scripts: scripts.data, flowFile, flow: await loadFlow(flowFile, Object.fromEntries(subflows)) };
}

/** `order.test.json` and `order.test.yaml` are for `order.json`. */
function flowOf(file: string): string {
  const name = /([^/\\]+)\.test\.(?:json|ya?ml)$/.exec(file)?.[1];
  if (name === undefined)
    throw new Permanent(`${file} does not say which flow it tests: call it NAME.test.json, or name its "flow"`);
  return `${name}.json`;
}

function parsed(file: string, text: string): unknown {
  try {
    return /\.ya?ml$/.test(file) ? parse(text) : JSON.parse(text);
  } catch (cause) {
    throw new Permanent(`${file} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

const faults = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `  ${['#', ...path.map(String)].join('/')}: ${message}`).join('\n');
