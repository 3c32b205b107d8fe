import * as z from 'zod';
import { objectOf, type Pair, pairs, pairValue } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/** Writes `flow.variables.<key>` and `widgets.<name>.<key>`. https://www.twilio.com/docs/studio/widget-library/set-variables */
export const setVariables = defineWidget({
  type: 'set-variables',
  summary: 'Sets variables of the execution, and those of the customer (`customer_...`).',
  properties: z.object({ variables: pairs }),
  transitions: ['next'],
  outputs: ['every variable that it sets'],
  differences: ['Without a type only a number that prints back as written becomes one: "007" stays text.'],
  enter({ variables: list }) {
    const variables = objectOf(list.map((pair) => [pair.key, cast(pair)]));
    return { variables, output: variables, leave: 'next' };
  },
});

/**
 * A variable without a type becomes a number when its text is one, line breaks around it aside. Only a number that prints
 * as it was written counts, so that "007", "+15550100" and long account numbers stay whole.
 */
function cast(pair: Pair): unknown {
  const value = pairValue(pair);
  if (pair.type || typeof value !== 'string') return value;
  const number = Number(value.trim());
  return Number.isFinite(number) && String(number) === value.trim() ? number : value;
}
