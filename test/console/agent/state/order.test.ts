import { expect, test } from 'vitest';
import { inOrder, nextAfter } from '../../../../console/agent/state/order.ts';
import { threads } from '../stage/people.ts';
import { scenes } from '../stage/scenes.ts';

const { tasks } = scenes.three(1_000_000_000).work;

test('who has waited longest comes first, then who waits for nothing, and last what is to be summed up', () => {
  const [first, ...others] = tasks;
  const wrapping = first ? [{ ...first, state: 'wrapping' as const }] : [];
  expect(inOrder(tasks).map(({ thread }) => thread)).toEqual([threads.mei, threads.grace, threads.bernd]);
  expect(inOrder([...wrapping, ...others]).map(({ thread }) => thread)).toEqual([
    threads.mei,
    threads.bernd,
    threads.grace,
  ]);
});

test('one goes down and up the list, round at its ends', () => {
  expect(nextAfter(tasks, undefined)).toBe(threads.mei);
  expect(nextAfter(tasks, undefined, -1)).toBe(threads.bernd);
  expect(nextAfter(tasks, threads.mei)).toBe(threads.grace);
  expect(nextAfter(tasks, threads.bernd)).toBe(threads.mei);
  expect(nextAfter(tasks, threads.mei, -1)).toBe(threads.bernd);
  expect(nextAfter(tasks.slice(0, 1), threads.grace)).toBeUndefined();
  expect(nextAfter([], threads.grace)).toBeUndefined();
});
