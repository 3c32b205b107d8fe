import * as z from 'zod';
import { workerSchema } from './worker.ts';

/** Whom a conversation is to go to. */
export const targetSchema = z.union([
  z.strictObject({ worker: workerSchema }),
  z.strictObject({ queue: z.string().min(1).max(64) }),
]);
export type Target = z.infer<typeof targetSchema>;

/** `cold`: the colleague has it as soon as they accept. `warm`: both are in it until the first hands over. */
export const transferKindSchema = z.enum(['cold', 'warm']);

/**
 * What an agent does to a conversation, apart from saying something to the customer. Each is worked on with everything else
 * that happens to it, in order; one that cannot be done is said so in an aside.
 */
export const deedSchema = z.discriminatedUnion('type', [
  /** Among ourselves: a note, or a supervisor's whisper. */
  z.strictObject({ type: z.literal('note'), text: z.string().min(1).max(4_000) }),
  z.strictObject({ type: z.literal('wrap') }),
  z.strictObject({
    type: z.literal('complete'),
    disposition: z.string().max(100).optional(),
    note: z.string().max(4_000).optional(),
    /** What is to be done later, and by whom nobody decides here. */
    followUp: z.string().max(1_000).optional(),
  }),
  z.strictObject({
    type: z.literal('transfer'),
    kind: transferKindSchema,
    to: targetSchema,
    note: z.string().max(1_000).optional(),
  }),
  /** The colleague is not asked any more, or leaves again. */
  z.strictObject({ type: z.literal('take-back') }),
  /** The colleague who joined has it from now on. */
  z.strictObject({ type: z.literal('hand-over') }),
  z.strictObject({ type: z.literal('park') }),
  z.strictObject({ type: z.literal('resume') }),
  /** A supervisor has it from now on. */
  z.strictObject({ type: z.literal('take-over') }),
]);
export type Deed = z.infer<typeof deedSchema>;
