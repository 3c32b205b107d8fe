import type { ThreadState } from '../conversation/state.ts';
import type { Customer } from '../identity/customer.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { Member } from '../tasks/team.ts';
import { threadKey } from '../thread.ts';
import { lettersOf } from './letters.ts';
import { personOf } from './person.ts';
import type { Desk } from './protocol/desk.ts';
import { Refusal } from './refusal.ts';
import { timeOf } from './reserved.ts';
import { today } from './today.ts';
import type { Resource, World } from './world.ts';

type OpenTask = Awaited<ReturnType<Tasks['open']>>[number];

/** Threads with agents that are looked at. */
const most = 1_000;

/**
 * What supervisors watch, in two steps: TaskRouter's figures, workers and tasks beside our threads with agents and the dead
 * letters; then their customers. Each list takes one call more for every hundred.
 */
export const getDesk: Resource = async (world, { supervisor }) => {
  if (!supervisor) throw new Refusal(403, 'The desk is for supervisors: ask for the role where you sign in.');
  const { team, tasks, figures, store, settings, now } = world;
  const [members, open, queues, states, letters] = await Promise.all([
    team.members(),
    tasks.open(),
    figures.queues(today(now()), settings.serviceLevel),
    store.inbox.withAgents(most),
    world.deadLetters(),
  ]);
  const customers = await store.people.customers(states.map(({ customerId }) => customerId));
  const current = states.flatMap((state) => tasksIn(state, customers));
  const bySid = new Map(open.map((task) => [task.sid, task]));
  const desk: Desk = {
    queues: queues.map(({ inTime, ...queue }) => ({ ...queue, ...(inTime !== undefined && { serviceLevel: inTime }) })),
    agents: members.map((member) => agentView(world, member, current, bySid)),
    waiting: current.flatMap(({ shown, state }) => {
      const task = state === 'pending' ? bySid.get(shown.taskSid) : undefined;
      return task ? [{ ...shown, queue: task.taskQueueFriendlyName ?? '', since: timeOf(task.dateCreated) }] : [];
    }),
    letters: lettersOf(letters),
    now: now(),
  };
  return { status: 200, body: desk };
};

type Shown = { taskSid: string; thread: string; channel: string; customer: ReturnType<typeof personOf> };
type State = Desk['agents'][number]['tasks'][number]['state'];

/** A task with those who have it or, as long as nobody has, are asked. */
type Current = { shown: Shown; workers: string[]; state: State; since: number };

function tasksIn(thread: ThreadState, customers: Map<string, Customer>): Current[] {
  const { handOff, customerId, lastMessageAt } = thread;
  const customer = personOf(customers.get(customerId), thread);
  const tasks = [handOff, handOff?.transfer].filter((task) => task !== undefined);
  return tasks.flatMap((task): Current[] => {
    if (task.sid === undefined) return [];
    const shown = { taskSid: task.sid, thread: threadKey(thread.thread), channel: thread.thread.channel, customer };
    const since = ('acceptedAt' in task ? task.acceptedAt : undefined) ?? handOff?.askedAt ?? lastMessageAt;
    if (!task.worker)
      return [{ shown, workers: (task.offered ?? []).map(({ worker }) => worker.sid), state: 'pending', since }];
    return [{ shown, workers: [task.worker.sid], state: task.state === 'wrapping' ? 'wrapping' : 'accepted', since }];
  });
}

function agentView(
  { rules }: World,
  member: Member,
  current: Current[],
  bySid: Map<string, OpenTask>,
): Desk['agents'][number] {
  const mine = current.filter(({ workers }) => workers.includes(member.sid));
  const channels = mine.map(({ shown }) => bySid.get(shown.taskSid)?.taskChannelUniqueName);
  const { sid, name, fullName, activity, available, since } = member;
  return {
    sid,
    name,
    fullName,
    activity,
    available,
    since,
    load: Object.entries(rules.capacities.get(name) ?? {}).map(([channel, capacity]) => ({
      channel,
      tasks: channels.filter((one) => one === channel).length,
      capacity,
    })),
    tasks: mine.map(({ shown, state, since: at }) => ({ ...shown, state, since: at })),
  };
}
