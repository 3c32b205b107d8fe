import type * as z from 'zod';
import type { Customer } from '../play/customer.ts';
import type { Happening, Player } from '../play/player.ts';

/** Where a script is played. */
export type Stage = {
  player: Player;
  customer: Customer;
  /** What the flow did and no step of the script has looked at yet. */
  pending: Happening[];
  /** The buttons last shown. */
  offered: { id: string; text: string }[];
};

/** One kind of step, by the schema of its value. */
export type StepKind = {
  schema: z.ZodType;
  /** Reads the value and gives what it does; undefined where the value does not fit the schema. */
  perform(value: unknown, stage: Stage): Promise<void>;
};

export const defineStep = <Schema extends z.ZodType>(
  schema: Schema,
  perform: (value: z.infer<Schema>, stage: Stage) => Promise<void> | void,
): StepKind => ({
  schema,
  perform: async (value, stage) => perform(schema.parse(value), stage),
});
