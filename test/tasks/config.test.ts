import { expect, test } from 'vitest';
import committed from '../../config/taskrouter.json' with { type: 'json' };
import { Permanent } from '../../lib/errors.ts';
import { readTaskRouterConfig } from '../../lib/tasks/config.ts';

test('the committed configuration is sound', () => {
  expect(readTaskRouterConfig(committed).workspace).toBe('Seaway');
});

test('every fault is told at once, with its path', () => {
  const broken = { ...committed, workspace: '', queues: [{ name: 'Q', workers: 5 }], surprise: true };
  const reading = () => readTaskRouterConfig(broken);
  expect(reading).toThrow(Permanent);
  expect(reading).toThrow(/workspace: .*queues\.0\.workers: .*surprise/s);
});

test('names that lead nowhere are faults', () => {
  const [worker] = committed.workers;
  const lost = { ...worker, activity: 'Dancing', capacity: { pigeon: 1 } };
  const reading = () => readTaskRouterConfig({ ...committed, workers: [lost], timeoutActivity: 'Away' });
  expect(reading).toThrow(/timeoutActivity: there is no activity "Away"/);
  expect(reading).toThrow(/workers\.0\.activity: there is no activity "Dancing"/);
  expect(reading).toThrow(/workers\.0\.capacity\.pigeon: there is no task channel "pigeon"/);
});
