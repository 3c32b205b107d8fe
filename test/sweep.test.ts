import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Transient } from '../lib/errors.ts';
import { type Sweeper, sweep } from '../lib/sweep.ts';
import { ana, openStage } from './conversation/stage.ts';
import { begin, beginning, expectSound, step, take } from './conversation/steps.ts';

type Stage = ReturnType<typeof openStage>;

/** What sweeps a stage; `now` is epoch milliseconds. */
function sweeperOf(stage: Stage, now = 0): Sweeper {
  const { desk, state, hear } = stage;
  return {
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
}

const sweepStage = (stage: Stage, now?: number) => sweep(sweeperOf(stage, now));

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

  test('a task of a thread that nobody has written on here is of another system, and left alone', async () => {
    const stage = openStage();
    await stage.write();
    await stage.settle();
    const ended: string[] = [];
    const sweeper = sweeperOf(stage);
    const tasks = { ...sweeper.tasks, end: async (sid: string) => void ended.push(sid) };
    expect(await sweep({ ...sweeper, tasks, threads: async () => [], state: async () => undefined })).toEqual({
      told: 0,
      ended: 0,
    });
    expect(stage.desk.live()).toHaveLength(1);
    expect(ended).toEqual([]);
  });

  test('where TaskRouter is lost half-way nothing is told, and the next time all of it', async () => {
    const stage = openStage();
    await stage.write();
    await stage.settle();
    const [task] = stage.desk.tasks;
    if (task) stage.desk.lapse(task);
    lose(stage);
    const sweeper = sweeperOf(stage);
    const ending = async () => {
      throw new Transient('TaskRouter is out of reach');
    };
    await expect(sweep({ ...sweeper, tasks: { ...sweeper.tasks, ending } })).rejects.toThrow(Transient);
    expect(stage.state()).toMatchObject({ owner: 'agent' });
    expect(await sweepStage(stage)).toEqual({ told: 1, ended: 0 });
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
    fc.asyncProperty(beginning, fc.array(loses, { minLength: 5, maxLength: 50, size: 'max' }), async (how, steps) => {
      const stage = openStage();
      await begin(stage, how);
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
