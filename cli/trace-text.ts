import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { FlowEvent } from '../lib/flow/event.ts';
import type { PublishedFlow } from '../lib/flow/flow.ts';
import type { Step } from '../lib/flow/walk.ts';
import type { Execution } from '../lib/store/executions.ts';

type Turn = Execution['turns'][number];
type Variables = Record<string, unknown>;

/** The way of an execution for people: each turn, its steps, and under each step the variables that it set. */
export function traceText(
  { execution, threadKey, flow: name, revision, turns }: Execution,
  flow: PublishedFlow,
): string {
  let known: Variables = {};
  const lines = turns.flatMap((turn) => {
    const changed = Object.entries(turn.variables).filter(([key, value]) => !isDeepStrictEqual(known[key], value));
    known = turn.variables;
    return turnLines(turn, Object.fromEntries(changed), flow);
  });
  return [`${execution} of ${name}@${revision} on ${threadKey}`, ...lines].join('\n');
}

function turnLines({ at, events, steps, cut }: Turn, changed: Variables, flow: PublishedFlow): string[] {
  const left = new Map(Object.entries(changed));
  // From the end: the log has the values after the turn, so the last step that sets a variable is the one to name.
  const stepLines = steps.toReversed().flatMap((step) => {
    const set = keysSetBy(step, flow).filter((key) => left.has(key));
    const lines = set.map((key) => variableLine(key, left.get(key)));
    for (const key of set) left.delete(key);
    return [...lines, stepLine(step)];
  });
  const head = `${new Date(at).toISOString()}  ${cut ? 'too large to be kept' : events.map(eventText).join(', ')}`;
  return [head, ...[...left].map(([key, value]) => variableLine(key, value)), ...stepLines.toReversed()];
}

const stepLine = ({ from, type, name, to, reason }: Step): string =>
  `    ${from} (${type}) --${name}--> ${to}${reason === undefined ? '' : `  ${reason}`}`;

const variableLine = (key: string, value: unknown): string =>
  `        flow.variables.${key} = ${JSON.stringify(value)}`;

const variablesSchema = z.object({ variables: z.array(z.object({ key: z.string() })) });

function keysSetBy({ from, type }: Step, { definition }: PublishedFlow): string[] {
  if (type !== 'set-variables') return [];
  const state = definition.states.find(({ name }) => name === from);
  return variablesSchema.safeParse(state?.properties).data?.variables.map(({ key }) => key) ?? [];
}

function eventText(event: FlowEvent): string {
  switch (event.type) {
    case 'start':
      return `${event.start.trigger} "${event.start.parameters.Body ?? ''}"`;
    case 'message':
      return `message "${event.parameters.Body ?? ''}"`;
    case 'called':
      return `called: ${'failure' in event.result ? event.result.failure : event.result.status}`;
    case 'bot':
      return `bot: ${'failure' in event.result ? event.result.failure : event.result.state}`;
    default:
      return event.type;
  }
}
