import * as z from 'zod';
import type { Call } from '../phone/call.ts';

const text = z.string().trim().min(1).max(4000);

/** What the customer can do who holds the receiver. */
export const deedSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer') }),
  z.object({ type: z.literal('decline') }),
  z.object({
    type: z.literal('press'),
    digits: z.string().regex(/^[0-9*#]{1,32}$/, 'the keys of a telephone are 0 to 9, * and #, 32 at most at once'),
  }),
  z.object({ type: z.literal('speak'), text }),
  z.object({ type: z.literal('message'), text }),
  z.object({ type: z.literal('keep-silent') }),
  z.object({ type: z.literal('hang-up') }),
]);

export type Deed = z.infer<typeof deedSchema>;

/** Does it on the call; throws where the call does not wait for that. */
export async function perform(call: Call, deed: Deed): Promise<void> {
  if (deed.type === 'answer') await call.answer();
  else if (deed.type === 'decline') await call.decline('busy');
  else if (deed.type === 'press') await call.press(deed.digits);
  else if (deed.type === 'speak') await call.speak(deed.text);
  else if (deed.type === 'message') await call.leaveMessage(deed.text, secondsOf(deed.text));
  else if (deed.type === 'keep-silent') await call.keepSilent();
  else await call.hangUp();
}

/** What is written of it on the screen, and whether the customer's own voice or keys made it. */
export function tellingOf(deed: Deed): { by: 'customer' | 'line'; text: string } {
  if (deed.type === 'press') return { by: 'customer', text: `Pressed ${deed.digits}` };
  if (deed.type === 'speak') return { by: 'customer', text: deed.text };
  if (deed.type === 'message')
    return { by: 'customer', text: `Left a message of ${secondsOf(deed.text)} s: ${deed.text}` };
  const told = { answer: 'Answered', decline: 'Declined: the line is busy', 'keep-silent': 'Said nothing' } as const;
  return { by: 'line', text: deed.type === 'hang-up' ? 'Hung up' : told[deed.type] };
}

/** Somebody speaks about fifteen characters a second. */
const secondsOf = (said: string): number => Math.ceil(said.length / 15);
