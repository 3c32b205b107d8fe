import { expect, test } from 'vitest';
import { readTaskEvent } from '../../lib/tasks/events.ts';
import { threadKey } from '../../lib/thread.ts';

const thread = { channel: 'line', account: 'main', sender: 'U1' };
const attributes = JSON.stringify({ thread_key: threadKey(thread), external_id: 'c0ffee', name: 'Ann' });
const callback = {
  EventType: 'reservation.accepted',
  Sid: 'EV1',
  TimestampMs: '1780000000123',
  TaskSid: 'WT1',
  TaskAttributes: attributes,
  TaskVersion: '3',
  WorkerSid: 'WK1',
  WorkerName: 'mei',
};

test('an event of a task of ours is an event of its thread', () => {
  expect(readTaskEvent(callback, 1)).toEqual({
    type: 'task',
    id: 'EV1',
    thread,
    at: 1_780_000_000_123,
    event: 'accepted',
    taskSid: 'WT1',
    externalId: 'c0ffee',
    version: 3,
    worker: { sid: 'WK1', name: 'mei' },
  });
});

test.each([
  ['task.created', 'created'],
  ['reservation.rejected', 'rejected'],
  ['reservation.timeout', 'timeout'],
  ['task.wrapup', 'wrapping'],
  ['task.completed', 'completed'],
  ['task.canceled', 'canceled'],
  ['task.system-deleted', 'canceled'],
])('%s means %s', (EventType, event) => {
  expect(readTaskEvent({ ...callback, EventType }, 1)).toMatchObject({ event });
});

test.each([
  ['an event that moves no conversation', { EventType: 'worker.activity.update' }],
  ["somebody else's task", { TaskAttributes: '{"type": "ticket"}' }],
  ['a task with another key of this name', { TaskAttributes: '{"thread_key": "100%", "external_id": "1"}' }],
  ['one with a key of no thread', { TaskAttributes: '{"thread_key": "ticket-7", "external_id": "1"}' }],
  ['attributes that are no JSON', { TaskAttributes: '{' }],
  ['no task at all', { TaskSid: undefined }],
])('%s is let go', (_, change) => {
  const { TaskSid, ...rest } = { ...callback, ...change };
  expect(readTaskEvent({ ...rest, ...(TaskSid !== undefined && { TaskSid }) }, 1)).toBeUndefined();
});

test('seconds do where milliseconds are missing, and our clock where both are', () => {
  const { TimestampMs: _, ...undated } = callback;
  expect(readTaskEvent({ ...undated, Timestamp: '1780000000' }, 1)?.at).toBe(1_780_000_000_000);
  expect(readTaskEvent(undated, 7)?.at).toBe(7);
});
