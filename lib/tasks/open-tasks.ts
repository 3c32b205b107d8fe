import * as z from 'zod';
import type { Thread } from '../message.ts';
import { readThreadKey } from '../thread.ts';

/** A task that is not over, with the thread that it is of. */
export type OpenTask = { sid: string; status: string; externalId: string; thread: Thread };

/** Tasks of ours among those of TaskRouter: others may have made some in the same workspace. */
export function ownTasks(tasks: readonly { sid: string; assignmentStatus: string; attributes: string }[]): OpenTask[] {
  return tasks.flatMap(({ sid, assignmentStatus: status, attributes }) => {
    const { data } = attributesSchema.safeParse(attributes);
    return data ? [{ sid, status, externalId: data.external_id, thread: data.thread_key }] : [];
  });
}

const attributesSchema = z
  .string()
  .transform((json, context) => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z.object({
      external_id: z.string(),
      thread_key: z.string().transform((key, context) => {
        const thread = readThreadKey(key);
        if (thread) return thread;
        context.addIssue({ code: 'custom', message: 'is no key of a thread' });
        return z.NEVER;
      }),
    }),
  );
