import type { Effect } from '../../lib/effect.ts';
import type { Thread, ThreadEvent } from '../../lib/message.ts';
import type { Worker } from '../../lib/worker.ts';

type TaskEvent = Extract<ThreadEvent, { type: 'task' }>;
type Status = 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled';

export type ModelTask = {
  sid: string;
  externalId: string;
  status: Status;
  version: number;
  direct: string | undefined;
  rejected: Set<string>;
  offer: { worker: Worker; reservation: string } | undefined;
  worker: Worker | undefined;
};

export const isLive = ({ status }: ModelTask): boolean => status !== 'completed' && status !== 'canceled';

/** TaskRouter as far as one thread sees it: what it is asked, what agents do, and the events that come of both. */
export function openDeskModel(thread: Thread, workers: readonly Worker[]) {
  const tasks: ModelTask[] = [];
  const events: TaskEvent[] = [];
  let count = 0;

  const tell = (event: TaskEvent['event'], task: ModelTask, more: Partial<TaskEvent> = {}) => {
    count += 1;
    const { sid: taskSid, externalId, version } = task;
    events.push({
      type: 'task',
      id: `EV${count}`,
      thread,
      at: 1_000 + count,
      event,
      taskSid,
      externalId,
      version,
      ...more,
    });
  };
  const change = (task: ModelTask, status: Status) => Object.assign(task, { status, version: task.version + 1 });

  function end(task: ModelTask, status: 'completed' | 'canceled'): void {
    const { offer } = task;
    change(task, status);
    task.offer = undefined;
    if (offer) tell('withdrawn', task, offer);
    tell(status, task);
  }

  return {
    thread,
    tasks,
    events,
    live: () => tasks.filter(isLive),

    /** As deliver would, also when it does so twice. */
    carryOut(effect: Effect): void {
      switch (effect.type) {
        case 'task': {
          if (tasks.some(({ externalId }) => externalId === effect.id)) return;
          const direct = effect.target && 'worker' in effect.target ? effect.target.worker.sid : undefined;
          const rejected = new Set(effect.transfer && !direct ? [effect.transfer.from.sid] : []);
          const sid = `WT${tasks.length + 1}`;
          const task: ModelTask = {
            sid,
            externalId: effect.id,
            status: 'pending',
            version: 0,
            direct,
            rejected,
            offer: undefined,
            worker: undefined,
          };
          tasks.push(task);
          tell('created', task);
          events.push({
            type: 'task',
            id: `created ${effect.id}`,
            thread,
            at: 1_000 + count,
            event: 'created',
            taskSid: sid,
            externalId: effect.id,
          });
          return;
        }
        case 'cancel-task':
        case 'end-task': {
          const task = tasks.find(({ sid }) => sid === effect.taskSid);
          if (!task || !isLive(task)) return;
          const waits = task.status === 'pending' || task.status === 'reserved';
          if (waits) end(task, 'canceled');
          else if (effect.type === 'end-task') end(task, 'completed');
          return;
        }
        case 'wrap-task': {
          const task = tasks.find(({ sid }) => sid === effect.taskSid);
          if (task?.status === 'assigned') tell('wrapping', change(task, 'wrapping'));
          return;
        }
        case 'accept-offer': {
          const task = tasks.find(({ offer }) => offer?.reservation === effect.reservation);
          if (task) this.answer(task, 'accepted');
          return;
        }
        case 'exclude-worker':
          tasks.find(({ sid }) => sid === effect.taskSid)?.rejected.add(effect.workerSid);
      }
    },

    /** Asks the next worker who has not declined, where nobody is asked. */
    offer(task: ModelTask, choice: number): void {
      if (task.status !== 'pending') return;
      const asked = workers.filter(({ sid }) => (task.direct ? sid === task.direct : !task.rejected.has(sid)));
      const worker = asked[choice % Math.max(1, asked.length)];
      if (!worker) return;
      count += 1;
      change(task, 'reserved');
      task.offer = { worker, reservation: `WR${count}` };
      tell('offered', task, task.offer);
    },

    answer(task: ModelTask, answer: 'accepted' | 'rejected' | 'timeout'): void {
      const { offer } = task;
      if (task.status !== 'reserved' || !offer) return;
      task.offer = undefined;
      if (answer === 'accepted') task.worker = offer.worker;
      tell(answer, change(task, answer === 'accepted' ? 'assigned' : 'pending'), offer);
    },

    /** TaskRouter ends a task by itself: it has lapsed, or was left lying for a day. */
    lapse(task: ModelTask): void {
      if (isLive(task)) end(task, 'canceled');
    },
  };
}
