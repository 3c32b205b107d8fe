import type { ThreadState } from '../conversation/state.ts';
import { isCall, threadKey } from '../thread.ts';
import { lastOf } from './last.ts';
import { personOf } from './person.ts';
import { phonesOf } from './phone.ts';
import type { Offer, Parked, Task, Work } from './protocol/work.ts';
import { type About, aboutAll, type Reserved, reservedFor, timeOf } from './reserved.ts';
import { transferView } from './transfer.ts';
import type { Agent, Resource, World } from './world.ts';

/**
 * What the agent is offered, holds and has parked, in three steps: what TaskRouter has for them and what they have parked;
 * the tasks; their threads with customers and last lines.
 */
export const getWork: Resource = async (world, agent) => {
  const { inbox } = world.store;
  const [reserved, parked, beside] = await Promise.all([
    reservedFor(world, agent.worker.sid),
    inbox.parkedBy(agent.worker.sid),
    inbox.besideTasksOf(agent.worker.sid),
  ]);
  const held = new Set(reserved.map(({ taskSid }) => taskSid));
  const answered = beside.filter(({ follows }) => follows && held.has(follows.taskSid));
  const [known, phones] = await Promise.all([
    aboutAll(world, reserved, [...parked, ...answered]),
    phonesOf(world, agent, reserved),
  ]);
  const entries = reserved.flatMap((one) => {
    const about = known.get(one.attributes.thread_key);
    if (!about || !isWanted(about.state, one.taskSid)) return [];
    const others = answered.filter(({ follows }) => follows?.taskSid === one.taskSid);
    const phone = phones.get(one.taskSid);
    return [
      {
        ...one,
        ...(phone && { phone }),
        about: others.reduce((all, { thread }) => together(all, known.get(threadKey(thread))), about),
      },
    ];
  });
  const work: Work = {
    offers: entries.filter(({ status }) => status === 'pending').map((one) => offerOf(world, agent, one)),
    tasks: entries.flatMap(taskOf),
    parked: parked.flatMap((state) => parkedOf(known.get(threadKey(state.thread)))),
    now: world.now(),
  };
  return { status: 200, body: work };
};

/**
 * Whether the thread still has to do with this task: one that it is done with is ended in TaskRouter some moments later, and
 * one that it has just asked for has no SID there yet. A phone may have two calls at once, of which the thread knows the newer.
 */
const isWanted = ({ thread, handOff }: ThreadState, taskSid: string): boolean =>
  isCall(thread) ||
  [handOff, handOff?.transfer].some((task) => task && (task.sid === undefined || task.sid === taskSid));

/** A conversation with what the customer answers on another thread, where the agent wrote to them as well. */
function together(about: About, beside: About | undefined): About {
  if (!beside) return about;
  const { state, last } = about;
  const { heard, heardAt, waitingSince } = beside.state;
  const isNewer = (beside.last?.at ?? 0) > (last?.at ?? 0);
  return {
    ...about,
    last: isNewer ? beside.last : last,
    state: {
      ...state,
      heard: state.heard + heard,
      heardAt: heardAt === undefined ? state.heardAt : Math.max(heardAt, state.heardAt ?? 0),
      waitingSince:
        waitingSince === undefined ? state.waitingSince : Math.min(waitingSince, state.waitingSince ?? waitingSince),
    },
  };
}

/** `language` is what routing goes by where the customer has not told theirs. */
const itemOf = ({ state, customer, last }: About, language?: string) => ({
  thread: threadKey(state.thread),
  channel: state.thread.channel,
  customer: { ...(language !== undefined && { language }), ...personOf(customer, state) },
  ...(last && { last: lastOf(last) }),
});

type Entry = Reserved & { about: About; phone?: Task['phone'] };

function offerOf(
  { rules }: World,
  { worker }: Agent,
  { sid, taskSid, offeredAt, task, attributes, about }: Entry,
): Offer {
  const { transfer } = about.state.handOff ?? {};
  const asks =
    transfer && (transfer.sid === taskSid || transfer.offered?.some(({ reservation }) => reservation === sid));
  const why = attributes.known_agent === worker.sid ? reasons[attributes.known_agent_why ?? ''] : undefined;
  return {
    ...itemOf(about, attributes.language),
    reservation: sid,
    taskSid,
    queue: task.taskQueueFriendlyName ?? '',
    skills: attributes.skills,
    waitingSince: timeOf(task.dateCreated),
    offeredAt,
    lapsesAt: offeredAt + (rules.rings.get(task.workflowFriendlyName) ?? unlessTold) * 1_000,
    call: isCall(about.state.thread),
    ...(why !== undefined && { why }),
    ...(asks && {
      transfer: {
        from: transfer.by.name,
        kind: transfer.kind,
        ...(transfer.note !== undefined && { note: transfer.note }),
      },
    }),
  };
}

/** Seconds that TaskRouter lets an offer ring where its workflow does not say. */
const unlessTold = 120;

const reasons: Record<string, string> = {
  'open task': 'You have another open task of this customer.',
  'last task': 'You have helped this customer before.',
};

function taskOf({ sid, taskSid, status, changedAt, attributes, about, phone }: Entry): Task[] {
  if (status !== 'accepted' && status !== 'wrapping') return [];
  const { handOff, heardAt, waitingSince, heard, thread } = about.state;
  const transfer = handOff?.transfer;
  return [
    {
      ...itemOf(about, attributes.language),
      reservation: sid,
      taskSid,
      call: isCall(thread),
      // The thread knows first that it is being wrapped up, as that is asked of TaskRouter.
      state: handOff?.sid === taskSid && handOff.state === 'wrapping' ? 'wrapping' : status,
      part: transfer?.sid === taskSid ? 'joined' : 'holder',
      acceptedAt: (handOff?.sid === taskSid ? handOff.acceptedAt : undefined) ?? changedAt,
      heard,
      ...(heardAt !== undefined && { heardAt }),
      ...(waitingSince !== undefined && { waitingSince }),
      ...(transfer && { transfer: transferView(transfer) }),
      ...(phone && { phone }),
    },
  ];
}

const parkedOf = (about: About | undefined): Parked[] =>
  about?.state.parked ? [{ ...itemOf(about), at: about.state.parked.at }] : [];
