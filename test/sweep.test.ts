import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Sweeper, sweep } from '../lib/sweep.ts';
import { ana, openStage } from './conversation/stage.ts';
import { expectSound, step, take } from './conversation/steps.ts';

type Stage = ReturnType<typeof openStage>;

/** Sweeps what a stage holds; `now` is epoch milliseconds. */
const sweepStage = (stage: Stage, now = 0) => {
  const { desk, state, hear } = stage;
  const sweeper: Sweeper = {
    threads: async () => [state()].flatMap((one) => (one?.owner === 'agent' ? [one] : [])),
    state: async () => state(),
    tasks: {
      open: async () => desk.live().map((task) => ({ ...task, thread: desk.thread })),
      ending: async (sid) => {
        const task = desk.tasks.find((one) => one.sid === sid);
        return task?.status === 'completed' || task?.status === 'canceled' ? task.status : undefined;
      },
      holder: async (sid) => desk.tasks.find((task) => task.sid === sid)?.worker,
      end: async (taskSid, reason) => {
        desk.carryOut({ type: 'end-task', id: `end ${taskSid}`, thread: desk.thread, taskSid, reason });
      },
    },
    enqueue: hear,
    now: () => now,
  };
  return sweep(sweeper);
};

/** TaskRouter's events of this moment are lost for good. */
const lose = ({ desk }: Stage) => desk.events.splice(0);

describe('after an outage', () => {
  test('an acceptance that nobody told us of is found, and counted', async () => {
    const stage = openStage();
    await stage.write();
    await stage.settle();
    const [task] = stage.desk.tasks;
    if (!task) throw new Error('there is no task');
    stage.desk.offer(task, 0);
    stage.desk.answer(task, 'accepted');
    lose(stage);
    expect(await sweepStage(stage)).toEqual({ told: 1, ended: 0 });
    expect(stage.state()?.handOff).toMatchObject({ state: 'accepted', worker: ana });
    expect(await sweepStage(stage)).toEqual({ told: 0, ended: 0 });
  });

  test('a task that ended unheard leaves nobody waiting', async () => {
    const stage = openStage();
    await stage.write();
    await stage.settle();
    const [task] = stage.desk.tasks;
    if (task) stage.desk.lapse(task);
    lose(stage);
    expect(await sweepStage(stage)).toEqual({ told: 1, ended: 0 });
    expect(stage.state()).toMatchObject({ owner: 'flow', status: 'closed' });
  });

  test('a task without a conversation is ended', async () => {
    const stage = openStage();
    await stage.write();
    await stage.answer(ana, 'accepted');
    await stage.deed(ana, { type: 'complete' });
    stage.outbound.splice(0);
    expect(await sweepStage(stage)).toEqual({ told: 0, ended: 1 });
    expect(stage.desk.live()).toEqual([]);
  });

  test('a task that was never made is given up after six hours, and not before', async () => {
    const stage = openStage();
    await stage.write();
    stage.outbound.splice(0);
    const askedAt = stage.state()?.handOff?.askedAt ?? 0;
    expect(await sweepStage(stage, askedAt + 5 * 3_600_000)).toEqual({ told: 0, ended: 0 });
    expect(await sweepStage(stage, askedAt + 7 * 3_600_000)).toEqual({ told: 1, ended: 0 });
    expect(stage.state()).toMatchObject({ owner: 'flow' });
  });
});

test('whatever is lost on the way, two sweeps leave no customer without a task and no task without its thread', async () => {
  const loses = fc.record({ now: step, lost: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(loses, { minLength: 5, maxLength: 50 }), async (steps) => {
      const stage = openStage();
      await stage.write();
      for (const [index, { now, lost }] of steps.entries()) {
        await take(stage, now, index);
        if (lost) lose(stage);
      }
      await stage.settle();
      for (let time = 0; time < 2; time++) {
        await sweepStage(stage);
        await stage.settle();
      }
      expectSound(stage);
    }),
    { numRuns: 1_000 },
  );
});
