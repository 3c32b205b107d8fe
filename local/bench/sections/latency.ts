import { isTaskMade } from '../count-calls.ts';
import { nextReply, person, say, within } from '../people.ts';
import { percentile } from '../percentile.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';
import { makeRoom, onStage, type Stage } from '../stage.ts';

/** How long a customer waits, alone on the machine and as if every call crossed a network. */
export const latency: Section = { title: 'latency', measure };

async function measure(bench: Bench): Promise<Measurement[]> {
  const runs = bench.quick ? 10 : 100;
  return [...(await measureWith(bench, 0, runs)), ...(await measureWith(bench, 30, runs / 2))];
}

/** `delay` is what every upstream call takes longer, ms. */
function measureWith(bench: Bench, delay: number, runs: number): Promise<Measurement[]> {
  return onStage(bench, { delay }, async (stage) => {
    if ((await makeRoom(stage.taskRouter)) <= runs)
      throw new Error(`the workers cannot hold the tasks of ${runs} runs`);
    const replies: number[] = [];
    const tasks: number[] = [];
    // The first of each is to warm up.
    for (let run = 0; run <= runs; run += 1) {
      if (run % 20 === 0) bench.progress(`latency: run ${run} of ${runs} with ${delay} ms more a call`);
      const [reply, task] = [await timeToReply(stage, 2 * run), await timeToTask(stage, 2 * run + 1)];
      if (run > 0) {
        replies.push(reply);
        tasks.push(task);
      }
    }
    await checkReservations(stage, runs + 1);
    const suffix = delay > 0 ? `_${delay}ms` : '';
    const more = delay > 0 ? `, +${delay} ms a call` : '';
    return [
      ...rows(`webhook_to_reply${suffix}`, `webhook to reply${more}`, replies),
      ...rows(`webhook_to_task${suffix}`, `webhook to reservation${more}`, tasks),
    ];
  });
}

const rows = (name: string, says: string, times: number[]): Measurement[] =>
  [50, 95].map((percent) => ({
    name: `latency.${name}.p${percent}_ms`,
    says: `${says}, p${percent}`,
    value: percentile(times, percent),
    unit: 'ms',
  }));

/** From the provider's post until the answer of the front desk is on the phone. */
async function timeToReply({ tap, phone }: Stage, number: number): Promise<number> {
  const sender = person.line(number);
  const reply = nextReply(phone('line'), sender);
  const start = performance.now();
  await say(phone('line'), sender, 'Hello');
  const time = (await within('the reply', reply)) - start;
  await tap.quiet(20);
  return time;
}

/** From the provider's post until TaskRouter has made the task, which reserves a worker before it answers. */
async function timeToTask({ tap, phone }: Stage, number: number): Promise<number> {
  const made = tap.next(isTaskMade);
  const start = performance.now();
  await say(phone('line'), person.line(number), 'Live agent');
  const { end } = await within('the task', made);
  await tap.quiet(20);
  return end - start;
}

async function checkReservations({ taskRouter }: Stage, wanted: number): Promise<void> {
  const tasks = await taskRouter.tasks.list();
  const reserved = tasks.filter(({ assignmentStatus }) => assignmentStatus === 'reserved');
  if (reserved.length !== wanted) throw new Error(`${reserved.length} of ${wanted} tasks have a worker reserved`);
}
