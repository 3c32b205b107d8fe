import * as z from 'zod';
import { contentSchema, statusSchema } from '../../../lib/message.ts';

const shown = { id: z.string(), line: z.number(), at: z.number(), by: z.string().optional(), content: contentSchema };

/** A line of the history. */
export const lineSchema = z.strictObject({
  ...shown,
  from: z.enum(['customer', 'business']),
  status: statusSchema,
  edited: z.boolean().optional(),
  deleted: z.boolean().optional(),
});

/** What a page shows of a line, whether it read it in the history or was pushed it. */
export type Line = Omit<z.infer<typeof lineSchema>, 'status'>;

/** What is pushed beside answers: a long message comes in parts. */
export const pushSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...shown,
    type: z.literal('message'),
    part: z.number().optional(),
    parts: z.number().optional(),
  }),
  z.strictObject({ type: z.enum(['typing', 'read']), messageId: z.string().optional() }),
  z.strictObject({ type: z.literal('pong') }),
]);
export type Pushed = Extract<z.infer<typeof pushSchema>, { type: 'message' }>;

/** What a page shows, by the ids of messages, so that what comes twice is there once; `tell` hears of each line seen. */
export function openLines(tell: (line: Line) => void) {
  const lines = new Map<string, Line>();
  const parts = new Map<string, string[]>();
  return {
    see(line: Line): void {
      lines.set(line.id, line);
      tell(line);
    },

    seePush({ type: _, part, parts: count, ...pushed }: Pushed): void {
      const { id, content } = pushed;
      if (part === undefined || count === undefined || content.type !== 'text') {
        this.see({ ...pushed, from: 'business' });
        return;
      }
      const texts = (parts.get(id) ?? Array.from({ length: count }, () => '')).with(part - 1, content.text);
      parts.set(id, texts);
      this.see({ ...pushed, from: 'business', content: { type: 'text', text: texts.join('') } });
    },

    /** Oldest first. */
    all: (): Line[] => [...lines.values()].sort((one, other) => one.line - other.line),
  };
}
