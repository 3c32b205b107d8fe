import * as z from 'zod';

/** What is done to a call while it goes on. The last three are for supervisors, who are called on their own telephone. */
const actSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('mute') }),
  z.strictObject({ type: z.literal('unmute') }),
  /** The customer hears music, and nobody else. */
  z.strictObject({ type: z.literal('hold') }),
  z.strictObject({ type: z.literal('unhold') }),
  /** A `w` waits for half a second. */
  z.strictObject({ type: z.literal('digits'), digits: z.string().regex(/^[0-9*#w]{1,32}$/) }),
  /** Whoever hangs up while a colleague has joined leaves the call to them; else it is over. */
  z.strictObject({ type: z.literal('hang-up') }),
  /** Hears everybody, unheard. */
  z.strictObject({ type: z.literal('listen') }),
  /** Heard by the agent alone. */
  z.strictObject({ type: z.literal('whisper') }),
  z.strictObject({ type: z.literal('barge') }),
]);
export type Act = z.infer<typeof actSchema>;

/** POST /console/calls: 200 with the id when Twilio has done it. 409 where the call is over, or not theirs. */
export const callRequestSchema = z.object({ id: z.string().min(1).max(100), thread: z.string(), act: actSchema });
