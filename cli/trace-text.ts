import type { FlowEvent } from '../lib/flow/event.ts';
import type { Step } from '../lib/flow/walk.ts';
import type { Execution } from '../lib/store/executions.ts';

type Turn = Execution['turns'][number];

/** The way of an execution for people: each turn, its steps, and under each step the variables that it set. */
export const traceText = ({ execution, threadKey, flow, revision, turns }: Execution): string =>
  [`${execution} of ${flow}@${revision} on ${threadKey}`, ...turns.flatMap(turnLines)].join('\n');

function turnLines({ at, events, steps, cut }: Turn): string[] {
  const head = `${new Date(at).toISOString()}  ${cut ? 'too large to be kept' : events.map(eventText).join(', ')}`;
  const begun = events.flatMap((event) => (event.type === 'start' ? variableLines(event.start.variables) : []));
  return [head, ...begun, ...steps.flatMap((step) => [stepLine(step), ...variableLines(step.set ?? {})])];
}

const stepLine = ({ from, type, name, to, reason }: Step): string =>
  `    ${from} (${type}) --${name}--> ${to}${reason === undefined ? '' : `  ${reason}`}`;

const variableLines = (variables: Record<string, unknown>): string[] =>
  Object.entries(variables).map(([key, value]) => `        flow.variables.${key} = ${JSON.stringify(value)}`);

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
