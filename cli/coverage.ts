import type { FlowDefinition, PublishedFlow } from '../lib/flow/flow.ts';
import type { LocatedStep } from './play/located-steps.ts';

type CoveredWidget = { flow: string; name: string; covered: boolean };
type CoveredTransition = { flow: string; from: string; event: string; to: string; covered: boolean };

/** Which widgets of a flow and its subflows were entered, and which connected transitions were taken. */
export type Coverage = { widgets: CoveredWidget[]; transitions: CoveredTransition[] };

/** What these steps covered. Transitions that lead nowhere are not counted: Studio writes every event of every widget. */
export function coverageOf(flow: PublishedFlow, steps: readonly LocatedStep[]): Coverage {
  const parts = [
    { name: flow.name, definition: flow.definition, steps: steps.filter(({ subflow }) => subflow === undefined) },
    ...Object.entries(flow.subflows).map(([sid, { name, definition }]) => ({
      name,
      definition,
      steps: steps.filter(({ subflow }) => subflow === sid),
    })),
  ].map((part) => coveragePart(part.name, part.definition, part.steps));
  return { widgets: parts.flatMap(({ widgets }) => widgets), transitions: parts.flatMap((part) => part.transitions) };
}

function coveragePart(flow: string, { states }: FlowDefinition, steps: readonly LocatedStep[]): Coverage {
  const entered = new Set(steps.flatMap(({ from, to }) => [from, to]));
  const taken = new Set(steps.map(({ from, name, to }) => key(from, name, to)));
  const transitions = new Map(
    states.flatMap(({ name: from, transitions }) =>
      transitions.flatMap(({ event, next: to }) => {
        if (!to) return [];
        const id = key(from, event, to);
        return [[id, { flow, from, event, to, covered: taken.has(id) }] as const];
      }),
    ),
  );
  return {
    widgets: states.map(({ name }) => ({ flow, name, covered: entered.has(name) })),
    transitions: [...transitions.values()],
  };
}

const key = (from: string, event: string, to: string): string => `${from} ${event} ${to}`;

/** `21 of 24 (88 %)`. */
export function share(parts: readonly { covered: boolean }[]): string {
  const covered = parts.filter((part) => part.covered).length;
  return `${covered} of ${parts.length} (${Math.floor((100 * covered) / Math.max(parts.length, 1))} %)`;
}
