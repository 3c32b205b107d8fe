import * as z from 'zod';
import { runSchema } from '../flow/run.ts';
import { choiceSchema, contentSchema, replyWithSchema, statusSchema, type Thread, threadSchema } from '../message.ts';
import { workerSchema } from '../worker.ts';
import { handOffSchema, parkedSchema } from './hand-off.ts';

/** What a thread remembers between events. `version` grows by one with every commit: there is one writer at a time. */
export const threadStateSchema = z.object({
  thread: threadSchema,
  version: z.number(),
  customerId: z.string(),
  status: z.enum(['open', 'closed']),
  /** Who answers. While it is the agent, the flow is silent. */
  owner: z.enum(['flow', 'agent']),
  run: runSchema.optional(),
  handOff: handOffSchema.optional(),
  parked: parkedSchema.optional(),
  /** The newest hand-off that is over, where agents work in Flex: it may turn out that Flex goes on with it. */
  over: handOffSchema.optional(),
  /** An agent has written here about a task of another thread, whose key this is: answers are theirs while they hold it. */
  follows: z.object({ thread: z.string(), taskSid: z.string(), worker: workerSchema }).optional(),
  replyWith: replyWithSchema.optional(),
  /** The newest visit to a bot, and the number of its first line: from there on the bot may be told again what was said. */
  bot: z.object({ session: z.string(), line: z.number() }).optional(),
  /** The choices last shown: a channel may report only the id of the one taken. */
  offered: z.array(choiceSchema).optional(),
  /** Those choices are the last thing that was said: their numbers are answers. */
  choosing: z.boolean().optional(),
  /** How many lines its transcript has. */
  lines: z.number(),
  lastMessageAt: z.number(),
  /** The customer's newest message that nothing has answered yet, by the provider's id. */
  unread: z.string().optional(),
  /** When the customer last wrote. */
  heardAt: z.number().optional(),
  /** How many messages the customer has written. */
  heard: z.number().default(0),
  /** Since when the customer waits for an agent's answer. */
  waitingSince: z.number().optional(),
});
export type ThreadState = z.infer<typeof threadStateSchema>;

/** The state of a thread nobody has written on yet. */
export const newThread = (thread: Thread, customerId: string, at: number): ThreadState => ({
  thread,
  version: 0,
  customerId,
  status: 'open',
  owner: 'flow',
  lines: 0,
  heard: 0,
  lastMessageAt: at,
});

/** One line of a thread's transcript. */
export const lineSchema = z.object({
  sk: z.string(),
  at: z.number(),
  /** `aside`: among ourselves. */
  direction: z.enum(['in', 'out', 'aside']),
  /** `customer`, `flow`, `system`, `elsewhere` (the provider's own app, or another program) or the worker's name. */
  by: z.string(),
  content: contentSchema,
  status: statusSchema,
  reason: z.string().optional(),
  /** What can be done about a failure. */
  remedy: z.string().optional(),
  /** Our own id of a message that went out, and the key of it: the flow's, or `said` and the id that the agent's page gave it. */
  id: z.string().optional(),
  key: z.string().optional(),
  providerId: z.string().optional(),
  edited: z.boolean().optional(),
  deleted: z.boolean().optional(),
});
export type Line = z.infer<typeof lineSchema>;

/** Whether what a line says of who said it is the name of an agent. */
export const isAgent = (by: Line['by']): boolean => !others.has(by);

const others = new Set(['customer', 'flow', 'system', 'elsewhere']);

/** The sort key of the n-th line of a transcript: it orders as text up to 10 million lines. */
export const lineSk = (sequence: number): string => `MESSAGE#${String(sequence).padStart(7, '0')}`;

/** The number of the line that has this sort key. */
export const lineNumber = (sk: string): number => Number(sk.slice('MESSAGE#'.length));
