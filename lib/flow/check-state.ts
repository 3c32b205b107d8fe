import * as z from 'zod';
import type { Known } from './check.ts';
import { checkMapping } from './check-mapping.ts';
import { conditionTypes } from './conditions.ts';
import { type Fault, faultAt, schemaFaults } from './fault.ts';
import { type Condition, pointer, stateSchema, type Transition, transitionSchema } from './flow.ts';
import { isLiquid, templateFault } from './liquid.ts';
import { compileRegex } from './regex.ts';
import { templatesIn } from './visit.ts';
import { widgets } from './widgets/index.ts';

type Flow = { known: Known; names: readonly (string | undefined)[] };
type Path = readonly PropertyKey[];

/** What can be read of a state that has faults, so that the rest of it is judged all the same. */
const readable = z.object({
  type: z.string().catch(''),
  properties: z.record(z.string(), z.unknown()).catch({}),
  transitions: z.array(transitionSchema.nullable().catch(null)).catch([]),
});
type Readable = z.infer<typeof readable>;

/** The faults of one widget: its shape, type, properties, templates and transitions. */
export function checkState(input: unknown, index: number, flow: Flow): Fault[] {
  const path = ['states', index];
  const faults = schemaFaults(stateSchema, input, path);
  const state = readable.safeParse(input).data;
  if (!state) return faults;
  const mapping = checkMapping(state, [...path, 'properties'], flow.known);
  const mapped = new Set(mapping.map((fault) => fault.path));
  return [
    ...faults,
    ...checkType(state, [...path, 'type']),
    ...checkProperties(state, [...path, 'properties']).filter((fault) => !mapped.has(fault.path)),
    ...checkTemplates(state.properties, [...path, 'properties']),
    ...mapping,
    ...state.transitions.flatMap((transition, position) =>
      transition ? checkTransition(state, transition, [...path, 'transitions', position], flow) : [],
    ),
  ];
}

function checkType({ type }: Readable, path: Path): Fault[] {
  if (type === '' || widgets.has(type)) return [];
  return [faultAt(path, `Studio has no widget "${type}": look the type up in an export of Studio.`)];
}

/** A property that Liquid fills in cannot be judged before it runs. */
function checkProperties({ type, properties }: Readable, path: Path): Fault[] {
  const widget = widgets.get(type);
  if (!widget) return [];
  const templates = new Set(templatesIn(properties, path).map((found) => pointer(found.path)));
  return schemaFaults(widget.properties, properties, path).filter((found) => !templates.has(found.path));
}

const checkTemplates = (value: unknown, path: Path): Fault[] =>
  templatesIn(value, path).flatMap((found) => {
    const message = templateFault(found.template);
    return message === undefined ? [] : [faultAt(found.path, `Liquid cannot read this: ${message}.`)];
  });

function checkTransition(
  { type }: Readable,
  { event, next, conditions }: Transition,
  path: Path,
  { names }: Flow,
): Fault[] {
  const faults: Fault[] = [];
  const widget = widgets.get(type);
  if (widget && widget.undocumented === undefined && !widget.transitions.includes(event))
    faults.push(
      faultAt([...path, 'event'], `"${type}" has no event "${event}": it has ${widget.transitions.join(', ')}.`),
    );
  if (next && !names.includes(next))
    faults.push(faultAt([...path, 'next'], `There is no widget "${next}": name one that exists, or leave "next" out.`));
  if (event === 'match' && !conditions?.length)
    faults.push(faultAt(path, 'A match without conditions is never taken: add one, or use noMatch.'));
  return [
    ...faults,
    ...(conditions ?? []).flatMap((each, index) => checkCondition(each, [...path, 'conditions', index])),
  ];
}

function checkCondition(condition: Condition, path: Path): Fault[] {
  const { type, value } = condition;
  const faults = checkTemplates({ arguments: condition.arguments, value }, path);
  if (!conditionTypes.includes(type))
    faults.push(faultAt([...path, 'type'], `Studio has no condition "${type}": it has ${conditionTypes.join(', ')}.`));
  const regex = type === 'regex' && !isLiquid(value) ? compileRegex(value) : undefined;
  if (regex && 'fault' in regex) faults.push(faultAt([...path, 'value'], `The regex ${regex.fault}.`));
  return faults;
}
