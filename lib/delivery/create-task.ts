import type { Attempt, Carrier } from '../delivery.ts';
import type { Effect } from '../effect.ts';
import { Permanent, reasonOf } from '../errors.ts';
import { taskAttributes } from '../tasks/attributes.ts';
import type { NewTask } from '../tasks/tasks.ts';
import { openInteraction } from './open-interaction.ts';

type Task = Extract<Effect, { type: 'task' }>;

/**
 * A hand-off leads to one task: a second try first looks whether the thread or TaskRouter has it already. Where it cannot
 * be had, the conversation is told, so that the customer is, and the effect becomes a dead letter for a person to look at.
 */
export async function createTask(carrier: Carrier, effect: Task, { again, receives, last }: Attempt): Promise<void> {
  const { id, thread } = effect;
  const tell = (event: 'created' | 'delayed' | 'failed', about: { taskSid: string; reason?: string }) =>
    carrier.enqueue({ type: 'task', id: `${event} ${id}`, thread, at: carrier.now(), event, externalId: id, ...about });
  try {
    const tasks = await carrier.tasks();
    if (again && (await isSettled(carrier, effect))) return;
    const taskSid = (again ? await tasks.find(id) : undefined) ?? (await make(carrier, effect, again));
    if (taskSid !== undefined) await tell('created', { taskSid });
  } catch (error) {
    if (error instanceof Permanent || last) await tell('failed', { taskSid: '', reason: reasonOf(error) });
    else if (receives === patience) await tell('delayed', { taskSid: '' });
    throw error;
  }
}

/** Where Flex makes the task itself, TaskRouter's event may be the first to tell of it. */
async function make(carrier: Carrier, effect: Task, again: boolean): Promise<string | undefined> {
  const task = await newTask(carrier, effect);
  if (carrier.flex) return openInteraction(carrier, carrier.flex, { thread: effect.thread, task, again });
  return (await carrier.tasks()).create(task);
}

/** The try, 2 + 4 seconds after the first, at which the customer is told that it takes longer. */
const patience = 3;

/** Characters that Flex adds to the attributes of a task: its names for the conversation, and for its statistics. */
const ofFlex = 800;

async function isSettled(carrier: Carrier, { id, thread }: Task): Promise<boolean> {
  const handOff = (await carrier.state(thread))?.handOff;
  return handOff?.externalId !== id || handOff.sid !== undefined;
}

/** A task for one worker goes past the workflow; one for a queue through the filter that every workflow has for it. */
async function newTask(carrier: Carrier, effect: Task): Promise<NewTask> {
  const { id, target, priority, timeout } = effect;
  const [workflowSid, agent] = await Promise.all([
    carrier.workflowSid(effect.workflow),
    target ? undefined : carrier.knownAgent(effect.thread, effect.customer.id),
  ]);
  return {
    externalId: id,
    workflowSid,
    taskChannel: carrier.taskChannel(effect.taskChannel),
    priority,
    timeout,
    attributes: taskAttributes(effect, agent, carrier.flex ? ofFlex : 0),
    ...(target && 'worker' in target && { worker: target.worker.sid }),
  };
}
