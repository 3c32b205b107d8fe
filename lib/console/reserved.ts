import * as z from 'zod';
import type { Line, ThreadState } from '../conversation/state.ts';
import type { Customer } from '../identity/customer.ts';
import { ifRefused } from '../tasks/taskrouter.ts';
import type { Tasks } from '../tasks/tasks.ts';
import { readThreadKey, threadKey } from '../thread.ts';
import type { World } from './world.ts';

const attributesSchema = z.object({
  thread_key: z.string().refine((key) => readThreadKey(key)),
  customer_id: z.string().catch(''),
  language: z.string().optional().catch(undefined),
  skills: z.array(z.string()).catch([]),
  known_agent: z.string().nullable().catch(null),
  call_sid: z.string().min(1).optional().catch(undefined),
  known_agent_why: z.string().nullable().catch(null),
});

/** What a worker is offered or has, with its task. Times are epoch milliseconds. */
export type Reserved = {
  sid: string;
  taskSid: string;
  status: string;
  offeredAt: number;
  changedAt: number;
  task: Awaited<ReturnType<Tasks['task']>>;
  attributes: z.infer<typeof attributesSchema>;
};

/** What TaskRouter has for a worker with its tasks, in two steps. */
export async function reservedFor({ tasks }: Pick<World, 'tasks'>, workerSid: string): Promise<Reserved[]> {
  const live = await tasks.live(workerSid);
  return (await Promise.all(live.map((reservation) => withTask(tasks, reservation)))).flat();
}

/** Nothing where the task is gone this very moment, or is none of ours. */
async function withTask(tasks: Tasks, reservation: Awaited<ReturnType<Tasks['live']>>[number]): Promise<Reserved[]> {
  const { sid, taskSid, reservationStatus: status, dateCreated, dateUpdated } = reservation;
  const task = await tasks.task(taskSid).catch(ifRefused(404));
  const attributes = attributesSchema.safeParse(JSON.parse(task?.attributes ?? 'null')).data;
  if (!task || !attributes) return [];
  return [{ sid, taskSid, status, offeredAt: timeOf(dateCreated), changedAt: timeOf(dateUpdated), task, attributes }];
}

export type About = { state: ThreadState; customer: Customer | undefined; last: Line | undefined };

/** The threads of all this by their keys, each with its customer and its last line; one step. */
export async function aboutAll(
  { store }: Pick<World, 'store'>,
  reserved: Reserved[],
  parked: ThreadState[],
): Promise<Map<string, About>> {
  const threads = [
    ...reserved.map(({ attributes }) => attributes.thread_key),
    ...parked.map((state) => threadKey(state.thread)),
  ];
  const guesses = [
    ...reserved.map(({ attributes }) => attributes.customer_id).filter(Boolean),
    ...parked.map(({ customerId }) => customerId),
  ];
  const [{ states, customers }, lasts] = await Promise.all([
    store.people.cast(threads, guesses),
    Promise.all(
      [...new Set(threads)].map(async (key) => {
        const thread = readThreadKey(key);
        const [last] = thread ? await store.transcript.newest(thread, 1) : [];
        return [key, last] as const;
      }),
    ),
  ]);
  const newest = new Map(lasts);
  return new Map(
    states.map((state) => {
      const key = threadKey(state.thread);
      return [key, { state, customer: customers.get(state.customerId), last: newest.get(key) }];
    }),
  );
}

export const timeOf = (date: Date): number => new Date(date).getTime();
