import { isDeepStrictEqual } from 'node:util';
import type { FlowDefinition, State, Transition } from '../lib/flow/flow.ts';

/** One thing that is otherwise: of which widget (or `flow`), what, and how it was and is. */
export type Change = { widget: string; change: string; was?: string | undefined; is?: string | undefined };

/** What changed from one definition to another, in the order of the new one. */
export function compareFlows(was: FlowDefinition, is: FlowDefinition): Change[] {
  const before = new Map(was.states.map((state) => [state.name, state]));
  const after = new Set(is.states.map(({ name }) => name));
  return [
    ...compareValue('flow', 'initial_state', was.initial_state, is.initial_state),
    ...compareValue('flow', 'description', was.description ?? undefined, is.description ?? undefined),
    ...compareValue('flow', 'flags', was.flags ?? undefined, is.flags ?? undefined),
    ...was.states
      .filter(({ name }) => !after.has(name))
      .map(({ name, type }) => ({ widget: name, change: `removed (${type})` })),
    ...is.states.flatMap((state) => {
      const earlier = before.get(state.name);
      return earlier ? compareStates(earlier, state) : [{ widget: state.name, change: `added (${state.type})` }];
    }),
  ];
}

function compareStates(was: State, is: State): Change[] {
  const { offset: _, ...before } = was.properties;
  const { offset: __, ...after } = is.properties;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [
    ...compareValue(is.name, 'type', was.type, is.type),
    ...[...names].flatMap((name) => compareValue(is.name, name, before[name], after[name])),
    ...compareTransitions(is.name, was.transitions, is.transitions),
  ];
}

function compareTransitions(widget: string, was: Transition[], is: Transition[]): Change[] {
  const [before, after] = [was.map(transitionLine), is.map(transitionLine)];
  const removed = before
    .filter((line) => !after.includes(line))
    .map((line) => ({ widget, change: 'transition', was: line }));
  const added = after
    .filter((line) => !before.includes(line))
    .map((line) => ({ widget, change: 'transition', is: line }));
  if (removed.length + added.length > 0 || isDeepStrictEqual(before, after)) return [...removed, ...added];
  return [{ widget, change: 'order of the transitions', was: before.join('; '), is: after.join('; ') }];
}

function transitionLine({ event, next, conditions }: Transition): string {
  const when = (conditions ?? []).map(({ arguments: [tested], type, value }) => `${tested ?? ''} ${type} ${value}`);
  return `${event}${when.length > 0 ? ` (${when.join(' and ')})` : ''} -> ${next || 'ends'}`;
}

function compareValue(widget: string, change: string, was: unknown, is: unknown): Change[] {
  if (isDeepStrictEqual(was, is)) return [];
  return [{ widget, change, was: printed(was), is: printed(is) }];
}

const printed = (value: unknown): string | undefined => (typeof value === 'string' ? value : JSON.stringify(value));
