import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf } from '../../../lib/errors.ts';
import type { Lint } from '../../../lib/tasks/expression/evaluate.ts';
import { secondsOf } from '../event-data.ts';
import type { EventRecord } from '../events.ts';
import type { Faults } from '../faults.ts';
import type { Space } from '../space.ts';
import type { Sender } from './sender.ts';

/** Events of one task go in one lane, in order; the lanes do not wait for each other. */
const laneCount = 8;

export type EventCallbacks = (space: Space, event: EventRecord) => void;

/**
 * Posts events to the workspace's EventCallbackUrl, once, and once more only if the connection fails. `timeout` is in
 * real milliseconds.
 */
export function createEventCallbacks(sender: Sender, faults: Faults, lint: Lint, timeout: number): EventCallbacks {
  const lanes = Array.from({ length: laneCount }, () => Promise.resolve());

  async function post(url: string, parameters: Record<string, string>): Promise<void> {
    const attempt = () => sender.post(url, parameters, timeout);
    try {
      const { status } = await attempt().catch((error: unknown) =>
        isTimeout(error) ? Promise.reject(error) : attempt(),
      );
      if (status >= 400) lint(`the event callback answered ${status}: such events are lost`);
    } catch (error) {
      lint(`the event callback could not be reached: ${reasonOf(error)}`);
    }
  }

  async function deliver(url: string, event: EventRecord, parameters: Record<string, string>): Promise<void> {
    const fault = faults.takeCallback(event.type);
    if (fault?.type === 'drop') return;
    if (fault?.type === 'delay') await delay(fault.ms);
    await post(url, parameters);
    if (fault?.type === 'duplicate') await post(url, parameters);
  }

  return (space, event) => {
    const { eventCallbackUrl: url, eventsFilter } = space.workspace;
    if (url === '' || !isWanted(eventsFilter, event.type)) return;
    const parameters = parametersOf(space, event);
    const lane = laneOf(event);
    const sent = (lanes[lane] ?? Promise.resolve()).then(() => deliver(url, event, parameters));
    lanes[lane] = sent;
    sender.track(sent);
  };
}

/** Everything that an event tells, as strings. */
const parametersOf = (space: Space, event: EventRecord): Record<string, string> => ({
  Sid: event.sid,
  EventType: event.type,
  EventDescription: event.description,
  AccountSid: space.accountSid,
  WorkspaceSid: space.workspace.sid,
  WorkspaceName: space.workspace.friendlyName,
  ResourceType: event.resource.type,
  ResourceSid: event.resource.sid,
  Timestamp: String(secondsOf(event.date)),
  TimestampMs: String(event.date),
  ...event.data,
});

const isWanted = (filter: string | null, type: string): boolean =>
  filter === null || filter.split(',').some((wanted) => wanted.trim() === type);

/** SIDs end in random digits. */
const laneOf = ({ resource, data }: EventRecord): number =>
  Number.parseInt((data.TaskSid ?? resource.sid).slice(-4), 16) % laneCount;

const isTimeout = (error: unknown): boolean => error instanceof DOMException;
