import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { Account } from './account.ts';
import {
  activitySchema,
  reservationSchema,
  taskChannelSchema,
  taskQueueSchema,
  taskSchema,
  workerSchema,
  workflowSchema,
  workspaceSchema,
} from './model.ts';
import { setAlarm } from './routing/deadlines.ts';
import { refreshQueue } from './routing/members.ts';
import { settle } from './routing/settle.ts';
import { joinWaiting } from './routing/waiting.ts';
import { createSpace, indexReservation, type Space } from './space.ts';

const spaceSchema = z.object({
  workspace: workspaceSchema,
  activities: z.array(activitySchema),
  taskChannels: z.array(taskChannelSchema),
  taskQueues: z.array(taskQueueSchema),
  workflows: z.array(workflowSchema),
  workers: z.array(workerSchema),
  tasks: z.array(taskSchema),
  reservations: z.array(reservationSchema),
  turn: z.number(),
});
const fileSchema = z.object({ version: z.literal(1), spaces: z.array(spaceSchema) });

/** Real milliseconds between a change and its writing; a crash loses as much. */
const writeDelay = 200;

/** Keeps the account in a file, all but its event log; `changed` has it written soon, `close` at once. */
export function persist(account: Account, file: string): { changed(): void; close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  if (existsSync(file)) load(account, readFileSync(file, 'utf8'));

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    writeFileSync(`${file}.new`, JSON.stringify({ version: 1, spaces: [...account.spaces.values()].map(snapshotOf) }));
    renameSync(`${file}.new`, file);
  }

  return {
    changed() {
      if (!isClosed) timer ??= setTimeout(write, writeDelay);
    },
    close() {
      isClosed = true;
      write();
    },
  };
}

const snapshotOf = (space: Space): z.infer<typeof spaceSchema> => ({
  workspace: space.workspace,
  activities: [...space.activities.values()],
  taskChannels: [...space.taskChannels.values()],
  taskQueues: [...space.taskQueues.values()],
  workflows: [...space.workflows.values()],
  workers: [...space.workers.values()],
  tasks: [...space.tasks.values()],
  reservations: [...space.reservations.values()],
  turn: space.turn,
});

function load(account: Account, text: string): void {
  for (const saved of fileSchema.parse(JSON.parse(text)).spaces) {
    const space = createSpace(account, saved.workspace);
    account.spaces.set(saved.workspace.sid, space);
    space.turn = saved.turn;
    for (const activity of saved.activities) space.activities.set(activity.sid, activity);
    for (const channel of saved.taskChannels) space.taskChannels.set(channel.sid, channel);
    for (const workflow of saved.workflows) space.workflows.set(workflow.sid, workflow);
    for (const worker of saved.workers) space.workers.set(worker.sid, worker);
    for (const queue of saved.taskQueues) {
      space.taskQueues.set(queue.sid, queue);
      refreshQueue(space, queue);
    }
    for (const reservation of saved.reservations) indexReservation(space, reservation);
    for (const task of saved.tasks) {
      space.tasks.set(task.sid, task);
      joinWaiting(space, task);
    }
    for (const task of space.tasks.values()) setAlarm(space, task);
    settle(space);
  }
}
