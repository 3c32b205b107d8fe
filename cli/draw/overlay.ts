import * as z from 'zod';
import { Permanent } from '../../lib/errors.ts';

/** What is drawn upon a flow. Without `widgets` everything looks the same. */
export type Overlay = {
  /** A word for each widget that was entered, by its name. */
  widgets?: ReadonlyMap<string, string>;
  /** Transitions that were taken, by `edgeKey`. */
  transitions?: ReadonlySet<string>;
};

export const edgeKey = (from: string, event: string, to: string): string => `${from} ${event} ${to}`;

const stepSchema = z.object({ from: z.string(), name: z.string(), to: z.string() });
const traceSchema = z.object({ turns: z.array(z.object({ steps: z.array(stepSchema) })) });
const coveredSchema = z.object({ flow: z.string(), covered: z.boolean() });
const coverageSchema = z.object({
  widgets: z.array(coveredSchema.extend({ name: z.string() })),
  transitions: z.array(coveredSchema.extend({ from: z.string(), event: z.string(), to: z.string() })),
});

/** What `seaway flow trace --json` prints, as the way through the flow: numbers say when each widget was entered. */
export function traceOverlay(json: unknown): Overlay {
  const trace = traceSchema.safeParse(json).data;
  if (!trace) throw new Permanent('this is no trace: make one with "seaway flow trace EXECUTION --json"');
  const steps = trace.turns.flatMap((turn) => turn.steps);
  const widgets = new Map<string, string>();
  for (const [index, name] of [...steps.slice(0, 1).map(({ from }) => from), ...steps.map(({ to }) => to)].entries())
    widgets.set(name, [...(widgets.get(name)?.split(' ') ?? []), `${index + 1}`].join(' '));
  return { widgets, transitions: new Set(steps.map(({ from, name, to }) => edgeKey(from, name, to))) };
}

/** What `seaway flow test --json` prints, of all its files together. */
export function coverageOverlay(json: unknown, flow: string): Overlay {
  const files = z.array(z.object({ coverage: coverageSchema })).safeParse(json).data;
  if (!files) throw new Permanent('this is no coverage: make one with "seaway flow test FILE --json"');
  const isHere = (each: { flow: string; covered: boolean }) => each.covered && each.flow === flow;
  const widgets = files.flatMap(({ coverage }) => coverage.widgets).filter(isHere);
  const transitions = files.flatMap(({ coverage }) => coverage.transitions).filter(isHere);
  return {
    widgets: new Map(widgets.map(({ name }) => [name, '✓'])),
    transitions: new Set(transitions.map(({ from, event, to }) => edgeKey(from, event, to))),
  };
}
