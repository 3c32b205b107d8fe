import type { State } from './flow.ts';
import { isLiquid } from './liquid.ts';
import type { Visit, Widget } from './widget.ts';

/** What Studio does not render: keys, SIDs of flows and their revisions, and what is for the canvas. */
const literal = new Set(['key', 'type', 'message_type', 'flow_sid', 'flow_revision', 'offset']);

/** Read properties of states without Liquid; `null` remembers that a state has some. */
const constant = new WeakMap<State, Visit | null>();

/** The widget with this state's properties, rendered and read. Throws what rendering or reading throws. */
export function visitOf(widget: Widget, state: State, render: (template: string) => string): Visit {
  const known = constant.get(state);
  if (known) return known;
  const visit = widget.visit(renderedProperties(state, render));
  if (known === undefined) constant.set(state, templatesIn(state.properties).length > 0 ? null : visit);
  return visit;
}

/** The properties of a state with every template in them rendered. */
export const renderedProperties = (state: State, render: (template: string) => string): unknown =>
  rendered(state.properties, render);

/** Every Liquid template in a widget's properties, with its path. */
export function templatesIn(
  value: unknown,
  path: readonly PropertyKey[] = [],
): { path: PropertyKey[]; template: string }[] {
  if (typeof value === 'string') return isLiquid(value) ? [{ path: [...path], template: value }] : [];
  if (Array.isArray(value)) return value.flatMap((member, index) => templatesIn(member, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    literal.has(key) ? [] : templatesIn(member, [...path, key]),
  );
}

function rendered(value: unknown, render: (template: string) => string): unknown {
  if (typeof value === 'string') return render(value);
  if (Array.isArray(value)) return value.map((member) => rendered(member, render));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, literal.has(key) ? member : rendered(member, render)]),
  );
}
