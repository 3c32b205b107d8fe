import * as z from 'zod';
import { defineWidget, type Widget } from '../widget.ts';
import { runFunction } from './run-function.ts';

const closed = 'Twilio has closed the product that it belongs to';
const silent = 'Twilio does not document what it does';

/** Types that Studio's schema names and nobody can run any more, or knows how to. */
const reasons = {
  'add-member-to-chat-channel': closed,
  'create-chat-channel': closed,
  'create-task': silent,
  'send-to-auto-pilot': closed,
  understand: closed,
  'update-sync-object': silent,
};

/** A flow may hold these, and each leaves by its failure event where one is connected. */
export const undocumented: readonly Widget[] = [
  ...Object.entries(reasons).map(([type, reason]) =>
    defineWidget({
      type,
      summary: `Fails: ${reason}.`,
      properties: z.object({}),
      transitions: [],
      undocumented: reason,
      enter() {
        throw new Error(`${reason}, so "${type}" does not run here`);
      },
    }),
  ),
  {
    ...runFunction,
    type: 'run-function-v2',
    summary: 'Runs as run-function does.',
    undocumented: `${silent}: here it does what run-function does`,
  },
];
