import { checkFlow, type Known } from './check.ts';
import { checkMapping } from './check-mapping.ts';
import type { Fault } from './fault.ts';
import { type FlowDefinition, readFlow } from './flow.ts';
import { lintGraph } from './lint-graph.ts';
import { lintState } from './lint-state.ts';

/**
 * What keeps a flow from running (`errors`), and what is probably not meant (`warnings`): both with their JSON paths. What
 * a flow names that this deployment lacks is a warning here and keeps it from being published. Takes what `readFlow` takes.
 */
export function lintFlow(input: unknown, known: Known): { errors: Fault[]; warnings: Fault[] } {
  const faults = checkFlow(input, known);
  const definition = readable(input);
  if (!definition) return { errors: faults, warnings: [] };
  const mapping = definition.states.flatMap((state, index) =>
    checkMapping(state, ['states', index, 'properties'], known),
  );
  const mapped = new Set(mapping.map(({ path }) => path));
  return {
    errors: faults.filter(({ path }) => !mapped.has(path)),
    warnings: [
      ...mapping,
      ...lintGraph(definition),
      ...definition.states.flatMap((state, index) => lintState(state, index, definition, known)),
    ],
  };
}

function readable(input: unknown): FlowDefinition | undefined {
  try {
    return readFlow(input);
  } catch {
    return undefined;
  }
}
