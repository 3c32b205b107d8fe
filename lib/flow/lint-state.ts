import type { Known } from './check.ts';
import { failureEvents } from './failures.ts';
import { type Fault, faultAt } from './fault.ts';
import type { FlowDefinition, State } from './flow.ts';
import { isLiquid, pathsIn } from './liquid.ts';
import { templatesIn } from './visit.ts';
import { widgets } from './widgets/index.ts';

type Path = readonly PropertyKey[];

/** What is odd about one widget by itself: its events, conditions, templates, and what it is at all. */
export const lintState = (state: State, index: number, flow: FlowDefinition, known: Known): Fault[] => {
  const path = ['states', index];
  return [
    ...lintType(state, path),
    ...lintEvents(state, path),
    ...lintConditions(state, path),
    ...lintTemplates(state, path, flow),
    ...lintFunction(state, path, known),
  ];
};

function lintType({ type }: State, path: Path): Fault[] {
  const why = widgets.get(type)?.undocumented;
  return why === undefined ? [] : [faultAt([...path, 'type'], `Replace "${type}": ${why}.`)];
}

function lintEvents({ name, type, transitions }: State, path: Path): Fault[] {
  const connected = (event: string) => transitions.some((each) => each.event === event && each.next);
  const at = [...path, 'transitions'];
  if (type === 'split-based-on' && !connected('noMatch'))
    return [faultAt(at, `"${name}" ends the execution when nothing matches: connect noMatch.`)];
  // A last word that cannot be said ends the execution as it would have ended anyway.
  if (type === 'send-message' && !transitions.some(({ next }) => next)) return [];
  const failures = widgets.get(type)?.transitions.filter((event) => failureEvents.includes(event)) ?? [];
  if (failures.length === 0 || failures.some(connected)) return [];
  return [faultAt(at, `"${name}" ends the execution when it fails: connect ${failures.join(' or ')}.`)];
}

const lintConditions = ({ type, properties: { input }, transitions }: State, path: Path): Fault[] =>
  transitions.flatMap(({ conditions }, position) =>
    (conditions ?? []).flatMap(({ arguments: [tested] }, index) =>
      type !== 'split-based-on' || tested === undefined || tested === input
        ? []
        : [
            faultAt(
              [...path, 'transitions', position, 'conditions', index, 'arguments', 0],
              'This is tested, and it is not the input of the widget: make them the same.',
            ),
          ],
    ),
  );

/** What Liquid can see below its roots; the names of the widgets are below `widgets`. */
const roots = new Map([
  ['flow', ['sid', 'flow_sid', 'channel', 'data', 'variables', 'add_ons']],
  ['trigger', ['message', 'call', 'conversation', 'request', 'parent']],
  ['contact', ['channel']],
]);

function lintTemplates({ properties, transitions }: State, path: Path, { states }: FlowDefinition): Fault[] {
  const conditions = transitions.map(({ conditions }) => conditions ?? []);
  const templates = [
    ...templatesIn(properties, [...path, 'properties']),
    ...conditions.flatMap((list, position) =>
      templatesIn(
        list.map(({ arguments: tested, value }) => ({ arguments: tested, value })),
        [...path, 'transitions', position, 'conditions'],
      ),
    ),
  ];
  return templates.flatMap(({ path: at, template }) =>
    pathsIn(template).flatMap(([root = '', member]) => {
      const members = root === 'widgets' ? undefined : roots.get(root);
      if (root === 'widgets' && (member === undefined || states.some(({ name }) => name === member))) return [];
      if (members && (member === undefined || members.includes(member))) return [];
      return [faultAt(at, `There is no "${[root, member].filter(Boolean).join('.')}": Liquid prints nothing for it.`)];
    }),
  );
}

/** A function of Twilio's belongs to one account: an export of another account still names that one's. */
function lintFunction({ type, properties: { url } }: State, path: Path, known: Known): Fault[] {
  if (!type.startsWith('run-function') || typeof url !== 'string' || isLiquid(url)) return [];
  const host = URL.parse(url)?.hostname ?? '';
  if (!/(?:^|\.)twil\.io$/.test(host) || known.functions?.some((address) => url.startsWith(address))) return [];
  return [faultAt([...path, 'properties', 'url'], `Look whether the function on ${host} belongs to your account.`)];
}
