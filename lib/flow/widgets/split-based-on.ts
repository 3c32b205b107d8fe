import * as z from 'zod';
import { holds } from '../conditions.ts';
import { givenText } from '../properties.ts';
import { defineWidget } from '../widget.ts';

/**
 * Takes the first `match` whose conditions hold, in the order written, and `noMatch` when none does, wherever it stands.
 * https://www.twilio.com/docs/studio/widget-library/split-based-on
 */
export const splitBasedOn = defineWidget({
  type: 'split-based-on',
  summary: 'Goes on by the first `match` whose conditions hold, else by `noMatch`.',
  properties: z.object({ input: givenText }),
  transitions: ['match', 'noMatch'],
  enter({ input }, { state, render }) {
    const branch = state.transitions.findIndex(
      ({ event, conditions }) =>
        event === 'match' && conditions?.length && conditions.every((condition) => holds(condition, input, render)),
    );
    return branch === -1 ? { leave: 'noMatch' } : { leave: 'match', branch };
  },
});
