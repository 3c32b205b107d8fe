import { Permanent } from '../../lib/errors.ts';
import { taskAttributes } from '../../lib/tasks/attributes.ts';
import type { TaskRouterConfig } from '../../lib/tasks/config.ts';
import { stoppedClock } from '../../local/twilio/clock.ts';
import { createTask } from '../../local/twilio/lifecycle/create-task.ts';
import { cancelTask, completeTask } from '../../local/twilio/lifecycle/end-task.ts';
import { acceptReservation } from '../../local/twilio/lifecycle/reservation.ts';
import { isLive, type Reservation, type Task } from '../../local/twilio/model.ts';
import { settle } from '../../local/twilio/routing/settle.ts';
import type { Space } from '../../local/twilio/space.ts';
import type { Arrival } from './arrivals.ts';
import { openCentre } from './centre.ts';

/** What became of an arrival: `dropped` by its workflow, or waiting still when the time was over. Times are epoch milliseconds. */
export type Fate = {
  at: number;
  end: 'served' | 'left' | 'dropped' | 'waiting';
  /** When it was accepted, or else gave up, or else the time was over. */
  until: number;
  /** Where it was then. */
  queue: string;
};

/** A worker was asked at `from` and had room again at `until`; `accepted` is in between, unless the customer left. */
type Work = { worker: string; channel: string; from: number; accepted: number | undefined; until: number };

export type Run = { from: number; until: number; fates: Fate[]; work: Work[]; workers: string[] };

export type Replaying = {
  /** Seconds that a worker takes to accept. */
  answer: number;
  /** Told how far the clock has come, every quarter of an hour of it. */
  progress?(share: number): void;
};

const quarter = 900_000;
const hour = 3_600_000;

/**
 * Lets customers arrive and workers work on the stand-in's routing engine, from the first full hour to the one after the last
 * arrival. Everybody is there all the time and accepts what they are offered. Throws Permanent where an arrival asks for a
 * workflow or a task channel that is not there.
 */
export function replay(config: TaskRouterConfig, arrivals: readonly Arrival[], { answer, progress }: Replaying): Run {
  const from = Math.floor((arrivals[0]?.at ?? 0) / hour) * hour;
  const until = (Math.floor((arrivals.at(-1)?.at ?? 0) / hour) + 1) * hour;
  const clock = stoppedClock(from);
  const stories = new Map<Task, Story>();
  const offers: Offer[] = [];
  const space = openCentre(config, clock, (reservation) => {
    const channelSid = space.tasks.get(reservation.taskSid)?.taskChannelSid ?? '';
    const channel = space.taskChannels.get(channelSid)?.uniqueName ?? '';
    const offer: Offer = { reservation, channel, accepted: undefined };
    offers.push(offer);
    clock.at(Math.min(clock.now() + answer * 1_000, reservation.expires - 1), () => accept(offer));
  });

  function arrive(arrival: Arrival, number: number): void {
    const task = createTask(space, taskFor(space, config, arrival, number));
    stories.set(task, { arrival, accepted: undefined, left: false });
    settle(space);
    if (arrival.patience !== undefined) clock.at(clock.now() + arrival.patience * 1_000, () => leave(task));
  }

  function accept(offer: Offer): void {
    const task = space.tasks.get(offer.reservation.taskSid);
    const story = task && stories.get(task);
    if (!story || offer.reservation.status !== 'pending') return;
    acceptReservation(space, offer.reservation);
    settle(space);
    offer.accepted = clock.now();
    story.accepted = clock.now();
    clock.at(clock.now() + story.arrival.handling * 1_000, () => {
      completeTask(space, task, 'done');
      settle(space);
    });
  }

  function leave(task: Task): void {
    const story = stories.get(task);
    if (!story || (task.status !== 'pending' && task.status !== 'reserved')) return;
    story.left = true;
    cancelTask(space, task, 'left');
    settle(space);
  }

  for (const [index, arrival] of arrivals.entries()) clock.at(arrival.at, () => arrive(arrival, index + 1));
  while (clock.now() < until) {
    clock.advance(Math.min(quarter, until - clock.now()));
    progress?.((clock.now() - from) / (until - from));
  }
  return {
    from,
    until,
    fates: [...stories].map(([task, story]) => fateOf(space, task, story, until)),
    work: offers.map((offer) => workOf(space, offer, until)),
    workers: config.workers.map(({ name }) => name),
  };
}

type Story = { arrival: Arrival; accepted: number | undefined; left: boolean };
type Offer = { reservation: Reservation; channel: string; accepted: number | undefined };

function fateOf(space: Space, task: Task, { arrival, accepted, left }: Story, until: number): Fate {
  const { at } = arrival;
  const queue = space.taskQueues.get(task.taskQueueSid ?? '')?.friendlyName ?? '';
  if (accepted !== undefined) return { at, end: 'served', until: accepted, queue };
  if (task.ended === null) return { at, end: 'waiting', until, queue };
  return { at, end: left ? 'left' : 'dropped', until: task.ended, queue };
}

const workOf = (space: Space, { reservation, channel, accepted }: Offer, until: number): Work => ({
  worker: space.workers.get(reservation.workerSid)?.friendlyName ?? '',
  channel,
  from: reservation.dateCreated,
  accepted,
  until: isLive(reservation) ? until : reservation.dateUpdated,
});

function taskFor(space: Space, config: TaskRouterConfig, arrival: Arrival, number: number) {
  const { workflow = config.workflows[0]?.name ?? '', taskChannel, priority, attributes, knownAgent } = arrival;
  const asked = {
    id: `${number}`,
    thread: { channel: taskChannel, account: 'simulation', sender: `${number}` },
    attributes,
    customer: { id: `${number}`, attributes: {} },
  };
  const agent = [...space.workers.values()].find(({ friendlyName }) => friendlyName === knownAgent);
  return {
    attributes: taskAttributes(asked, agent && { worker: { sid: agent.sid }, why: 'last task' }),
    priority,
    taskChannelSid: channelOf(space, taskChannel),
    workflowSid: workflowOf(space, workflow),
    taskQueueSid: null,
    timeout: 86_400,
    routingTarget: null,
    ignoreCapacity: false,
    virtualStartTime: undefined,
  };
}

function workflowOf(space: Space, name: string): string {
  const found = [...space.workflows.values()].find(({ friendlyName }) => friendlyName === name);
  if (!found) throw new Permanent(`an arrival asks for the workflow "${name}", which is not there`);
  return found.sid;
}

function channelOf(space: Space, name: string): string {
  const found = [...space.taskChannels.values()].find(({ uniqueName }) => uniqueName === name);
  if (!found) throw new Permanent(`an arrival asks for the task channel "${name}", which is not there`);
  return found.sid;
}
