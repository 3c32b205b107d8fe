import type { Functions } from './functions.ts';
import { type Places, resolve } from './resolve.ts';
import { resourcesOf, type Template } from './template.ts';

/** Invokes once, one after the other, the functions that a deployment runs. Throws what they throw, as a deployment fails. */
export async function pullTriggers(template: Template, places: Places, functions: Functions): Promise<void> {
  for (const { id, Properties } of resourcesOf(template, 'Custom::Trigger')) {
    const handler = resolve(Properties.HandlerArn, places, `Resources.${id}.Properties.HandlerArn`);
    await functions.get(String(handler)).invoke({});
  }
}
