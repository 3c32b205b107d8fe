import * as z from 'zod';
import type { ThreadState } from '../conversation/state.ts';
import { keyOf } from '../media/key.ts';
import { type Content, contentSchema, type Thread } from '../message.ts';
import { threadKey } from '../thread.ts';
import { fileSchema, isTheirFile } from './files.ts';
import { eventIdOf, idSchema } from './id.ts';
import { Refusal } from './refusal.ts';
import { heldBy, isIn, standingIn, standingOf } from './standing.ts';
import { threadKeySchema } from './thread-key.ts';
import { wholeOf } from './whole.ts';
import type { Agent, Resource } from './world.ts';

/** Nothing else than files that lie where files do, however it is said. */
const sayableSchema = contentSchema.refine(
  (content) => content.type !== 'media' || isAway(content.url) || keyOf(content.url) !== undefined,
  { path: ['url'], error: 'a file lies at an https address, or where it was uploaded' },
);

const isAway = (url: string): boolean => url.startsWith('https://') && URL.canParse(url);

/** A text, a file, a file with a text below it, or by itself any content: on `thread`, for the task of the thread `task`. */
const saidSchema = z
  .object({
    id: idSchema,
    task: threadKeySchema,
    thread: threadKeySchema,
    text: z.string().min(1).optional(),
    file: fileSchema.optional(),
    content: sayableSchema.optional(),
  })
  .transform(({ text, file, content, ...rest }, context) => {
    const said = content ?? contentOf(text, file);
    if (said && (content === undefined || (text === undefined && file === undefined)))
      return { ...rest, content: said };
    const message = said ? 'content comes by itself, without text and file' : 'text, file or content is missing';
    context.addIssue({ code: 'custom', path: ['content'], message });
    return z.NEVER;
  });

function contentOf(text: string | undefined, file: z.infer<typeof fileSchema> | undefined): Content | undefined {
  if (file) return { type: 'media', ...file, ...(text !== undefined && { caption: text }) };
  return text === undefined ? undefined : { type: 'text', text };
}

/**
 * Says something to a customer whose conversation the agent holds or has joined, on any of the customer's threads. 202 with
 * the id; the same id twice is one message.
 */
export const postMessage: Resource = async (world, agent, { body }) => {
  const { id, task, thread, content } = saidSchema.parse(body);
  const { state, threads } = await wholeOf(world, task);
  const standing = await standingOf(world, agent, [state]);
  if (!isIn(standing)) throw new Refusal(409, `${heldBy([state])} Nothing was sent.`);
  const target = threads.find((one) => threadKey(one.thread) === threadKey(thread));
  if (!target)
    throw new Refusal(409, 'This is another customer: a message goes to the one whose task it is. Nothing was sent.');
  if (!isTheirFile(content, threads))
    throw new Refusal(403, 'This file is of another conversation: upload it to send it here. Nothing was sent.');
  const { worker } = agent;
  const on = target === state ? { taskSid: standing.taskSid } : elsewhere(agent, target, standing.taskSid, task);
  await world.enqueue({
    type: 'agent-said',
    id: eventIdOf('said', { worker, thread }, id),
    thread,
    at: world.now(),
    worker,
    content,
    ...on,
  });
  return { status: 202, body: { id } };
};

/** On another thread of the customer: for the task that the agent has there, else for this one where nobody has any. */
function elsewhere(
  agent: Agent,
  target: ThreadState,
  taskSid: string,
  task: Thread,
): { taskSid: string; task?: string } {
  const there = standingIn(target, agent);
  if (isIn(there)) return { taskSid: there.taskSid };
  if (target.handOff || target.parked) throw new Refusal(409, `${heldBy([target])} Nothing was sent.`);
  return { taskSid, task: threadKey(task) };
}
