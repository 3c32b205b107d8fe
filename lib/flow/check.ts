import * as z from 'zod';
import { reasonOf } from '../errors.ts';
import { checkState } from './check-state.ts';
import { type Fault, faultAt, schemaFaults } from './fault.ts';
import { unwrap } from './flow.ts';
import { limits } from './limits.ts';

/** The SIDs and names that this deployment knows. What is left out is not checked. */
export type Known = {
  flows: readonly string[];
  workflows: readonly string[];
  taskChannels: readonly string[];
  /** Bots of config/deployment.ts. */
  bots?: readonly string[] | undefined;
  /** Addresses of Twilio Functions that are this account's, or how they begin. */
  functions?: readonly string[] | undefined;
};

/** Everything that keeps a flow from being published, all at once; none means that it can run. Takes what `readFlow` takes. */
export function checkFlow(input: unknown, known: Known): Fault[] {
  try {
    return checkDefinition(unwrap(input), known);
  } catch (error) {
    return [faultAt([], reasonOf(error))];
  }
}

const mustBe = (what: string) => `must be ${what}`;

const envelopeSchema = z.looseObject(
  {
    description: z.string(mustBe('a text')).nullish(),
    states: z
      .array(z.unknown(), mustBe('a list of widgets: export the flow again with "Show Flow JSON"'))
      .min(1, 'needs at least a trigger')
      .max(limits.widgets, `holds more than ${limits.widgets} widgets: move some to a subflow`),
    initial_state: z.string(mustBe('the name of the first widget')).min(1, mustBe('the name of the first widget')),
    flags: z.looseObject({ allow_concurrent_calls: z.boolean(mustBe('true or false')) }, mustBe('an object')).nullish(),
  },
  mustBe('a flow definition: an object with "states" and "initial_state"'),
);

function checkDefinition(definition: unknown, known: Known): Fault[] {
  const faults = schemaFaults(envelopeSchema, definition, []);
  const { data } = z
    .object({ states: z.array(z.unknown()), initial_state: z.unknown() })
    .partial()
    .safeParse(definition);
  const states = data?.states ?? [];
  const names = states.map((state) => z.object({ name: z.string() }).safeParse(state).data?.name);
  return [
    ...faults,
    ...checkStart(data?.initial_state, states, names),
    ...checkNames(names),
    ...states.flatMap((state, index) => checkState(state, index, { known, names })),
  ];
}

function checkStart(initial: unknown, states: unknown[], names: (string | undefined)[]): Fault[] {
  const faults: Fault[] = [];
  const triggers = states.filter((state) => z.object({ type: z.literal('trigger') }).safeParse(state).success);
  if (states.length > 0 && triggers.length === 0)
    faults.push(faultAt(['states'], 'No widget is a trigger: add one, and name it in "initial_state".'));
  if (typeof initial !== 'string' || initial === '') return faults;
  const first = states[names.indexOf(initial)];
  if (first === undefined)
    faults.push(faultAt(['initial_state'], `There is no widget "${initial}": name the flow's trigger.`));
  else if (triggers.length > 0 && !triggers.includes(first))
    faults.push(faultAt(['initial_state'], `"${initial}" is not a trigger: name the flow's trigger.`));
  return faults;
}

function checkNames(names: (string | undefined)[]): Fault[] {
  return names.flatMap((name, index) => {
    const path = ['states', index, 'name'];
    if (name === undefined) return [];
    if (!/^[A-Za-z][\w-]*$/.test(name))
      return [faultAt(path, `"${name}" is no name for a widget: begin with a letter, then letters, digits, _ and -.`)];
    return names.indexOf(name) < index ? [faultAt(path, `Two widgets are called "${name}": rename one.`)] : [];
  });
}
