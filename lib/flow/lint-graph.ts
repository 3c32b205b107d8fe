import { type Fault, faultAt } from './fault.ts';
import type { FlowDefinition, State } from './flow.ts';
import { widgets } from './widgets/index.ts';

/** Widgets that stop for somebody, besides those on the phone. */
const stopping = new Set([
  'send-and-wait-for-reply',
  'send-to-flex',
  'connect-virtual-agent-v2',
  'add-twiml-redirect',
  'make-outgoing-call-v1',
  'make-outgoing-call-v2',
  'run-subflow',
]);

type Node = { index: number; state: State };

/** What is odd about the way a flow is wired: widgets that nothing leads to, and loops that nothing ends. */
export function lintGraph({ states, initial_state: first }: FlowDefinition): Fault[] {
  const nodes = new Map(states.map((state, index) => [state.name, { index, state }]));
  const reached = reach(nodes, first);
  return [
    ...[...nodes.values()]
      .filter(({ state }) => nodes.has(first) && !reached.has(state.name))
      .map(({ index, state }) =>
        faultAt(['states', index], `Nothing leads to "${state.name}": connect it, or take it out.`),
      ),
    ...endlessLoops(nodes, reached),
  ];
}

function reach(nodes: ReadonlyMap<string, Node>, first: string): Set<string> {
  const reached = new Set([first]);
  // A set that grows while it is walked is walked to its new end.
  for (const name of reached) {
    for (const { next } of nodes.get(name)?.state.transitions ?? []) if (next && nodes.has(next)) reached.add(next);
  }
  return reached;
}

/** Every transition that closes a loop in which no widget stops and none sets a variable, found by walking depth first. */
function endlessLoops(nodes: ReadonlyMap<string, Node>, reached: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = [];
  const done = new Set<string>();
  const open = new Set<string>();
  const walk = ({ index, state }: Node) => {
    open.add(state.name);
    for (const [position, { next }] of state.transitions.entries()) {
      const target = next ? nodes.get(next) : undefined;
      if (!target || !runsOn(target) || done.has(target.state.name)) continue;
      if (!open.has(target.state.name)) walk(target);
      else faults.push(faultAt(['states', index, 'transitions', position], endless(target.state.name)));
    }
    open.delete(state.name);
    done.add(state.name);
  };
  for (const node of nodes.values())
    if (reached.has(node.state.name) && runsOn(node) && !done.has(node.state.name)) walk(node);
  return faults;
}

const endless = (name: string): string =>
  `This leads back to "${name}" in a loop that neither waits nor counts: it ends after 1,000 steps.`;

const runsOn = ({ state: { type } }: Node): boolean =>
  type !== 'set-variables' && !stopping.has(type) && !widgets.get(type)?.voice;
