import * as z from 'zod';

export const settingsSchema = z.object({
  /** What comes before `/chat/completions`. */
  base: z.url({ protocol: /^https$/ }).transform((url) => url.replace(/\/+$/, '')),
  model: z.string().min(1),
  prompt: z.object({
    /** How it is to behave; an answer that repeats a line of it is never sent. */
    instructions: z.array(z.string()).min(1),
    /** What it may tell customers word for word. */
    facts: z.array(z.string()).default([]),
  }),
  /** How it says that it hands over or is done: by a tool call, or by a word where the endpoint has no tools. */
  signals: z.enum(['tools', 'words']).default('tools'),
  /** Characters of what was said before that it is told again. */
  history: z.number().int().min(0).max(100_000).default(8_000),
  /** More of the request's body: `{ max_completion_tokens: 400 }`. */
  options: z.record(z.string(), z.unknown()).default({}),
  /** For Amazon Bedrock with the role of the function instead of a key. */
  aws: z.object({ region: z.string().regex(/^[a-z0-9-]+$/) }).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
