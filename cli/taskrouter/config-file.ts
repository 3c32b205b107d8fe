import { join } from 'node:path';
import { flows } from '../../config/flows/index.ts';
import { Permanent, reasonOf } from '../../lib/errors.ts';
import type { Fault } from '../../lib/tasks/check-config.ts';
import { readTaskRouterConfig, type TaskRouterConfig } from '../../lib/tasks/config.ts';
import { attributesGiven, warningsIn } from '../../lib/tasks/lint-config.ts';
import { textOf } from '../flow-file.ts';

/** The option by which an operator names another configuration. */
export const configOption = { config: { type: 'string' } } as const;
export const configHelp = '  --config FILE       instead of config/taskrouter.json';

const committed = join(import.meta.dirname, '..', '..', 'config', 'taskrouter.json');

/** A routing configuration with what looks wrong in it; throws Permanent with every fault and its path. */
export async function loadConfig(file = committed): Promise<{ config: TaskRouterConfig; warnings: Fault[] }> {
  const config = readTaskRouterConfig(parsed(file, await textOf(file)));
  return { config, warnings: warningsIn(config, attributesGiven(Object.values(flows))) };
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Permanent(`${file} is no JSON: ${reasonOf(cause)}`, { cause });
  }
}
