import * as z from 'zod';
import { isUser } from './ids.ts';

const length = (most: number) =>
  z.string().min(1, `Must be between 1 and ${most} in length.`).max(most, `Must be between 1 and ${most} in length.`);

const button = z.strictObject({
  type: z.literal(2),
  style: z.int().min(1).max(4),
  label: length(80),
  custom_id: length(100),
});
const menu = z.strictObject({
  type: z.literal(3),
  custom_id: length(100),
  options: z
    .array(z.strictObject({ label: length(100), value: length(100) }))
    .min(1)
    .max(25),
});
export const row = z.strictObject({
  type: z.literal(1),
  components: z
    .array(z.discriminatedUnion('type', [button, menu]))
    .min(1)
    .max(5)
    .refine((all) => all.length === 1 || all.every(({ type }) => type === 2), 'A menu takes the whole row'),
});

const rows = z
  .array(row)
  .max(5, 'Must be 5 or fewer in length.')
  .refine((all) => isUnique(all.flatMap(({ components }) => components.map(({ custom_id }) => custom_id))), {
    message: 'Component custom id cannot be duplicated',
  });

const isUnique = (ids: string[]) => new Set(ids).size === ids.length;

const said = {
  content: z.string().max(2000, 'Must be 2000 or fewer in length.').optional(),
  components: rows.optional(),
  // Nobody is to be pinged by what an agent or a customer wrote.
  allowed_mentions: z.strictObject({ parse: z.array(z.never()) }),
};

/** What we send into a channel: https://docs.discord.com/developers/resources/message#create-message */
export const messageRequest = z.strictObject({
  ...said,
  nonce: z.string().max(25, 'Must be 25 or fewer in length.'),
  enforce_nonce: z.literal(true),
});

/** What we send after an interaction, to which nonces are unknown. */
export const followUpRequest = z.strictObject({ ...said, flags: z.literal(64).optional() });
export type Sent = z.infer<typeof followUpRequest>;

export const directRequest = z.strictObject({ recipient_id: z.string().refine(isUser, 'Value is not snowflake.') });

type Faults = { [name: string]: Faults | { code: string; message: string }[] };

/** The faults of a body as Discord nests them: `{"content":{"_errors":[{"code","message"}]}}`. */
export function errorsOf({ issues }: z.ZodError): Faults {
  const errors: Faults = {};
  for (const { path, message, code } of issues) {
    let at = errors;
    for (const step of path.map(String)) {
      const inner = at[step];
      const next: Faults = inner && !Array.isArray(inner) ? inner : {};
      at[step] = next;
      at = next;
    }
    at._errors = [{ code: code.toUpperCase(), message }];
  }
  return errors;
}
