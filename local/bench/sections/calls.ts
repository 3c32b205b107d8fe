import { chainLength } from '../chain.ts';
import { answerWith, echo, handOver } from '../flows.ts';
import { person, say, within } from '../people.ts';
import { median } from '../percentile.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';
import { onStage, type Stage } from '../stage.ts';
import type { Call } from '../tap.ts';

/** Calls in a row per kind of message, counted between the functions and what they call. */
export const calls: Section = { title: 'calls in a row', measure };

/** Makes each call take so long, ms, that those made side by side are seen to overlap. */
const delay = 20;

async function measure(bench: Bench): Promise<Measurement[]> {
  return onStage(bench, { delay }, async (stage) => {
    await answerWith(stage.table, 'line', echo);
    await answerWith(stage.table, 'sms', handOver);
    bench.progress('calls: the first messages of fresh functions');
    const cold = await playAll(stage, 0);
    const warm: Counted[] = [];
    for (let number = 1; number <= (bench.quick ? 1 : 5); number += 1) {
      bench.progress(`calls: person ${number}`);
      warm.push(await playAll(stage, number));
    }
    const often = (count: (counted: Counted) => number) => median(warm.map(count));
    const row = (name: string, says: string, value: number, most?: number): Measurement => ({
      name: `calls.${name}`,
      says,
      value,
      unit: 'calls',
      ...(most !== undefined && { budget: { most } }),
    });
    return [
      row(
        'webhook',
        'webhook',
        often(({ webhook }) => webhook),
        1,
      ),
      row(
        'converse_known',
        'converse, known person in a flow',
        often(({ known }) => known),
        3,
      ),
      row(
        'converse_known_start',
        'converse, known person, new execution',
        often(({ start }) => start),
        3,
      ),
      row(
        'converse_new',
        'converse, new person',
        often(({ fresh }) => fresh),
        4,
      ),
      row(
        'deliver',
        'deliver, a message',
        often(({ deliver }) => deliver),
        2,
      ),
      row(
        'first_message_to_task',
        'first message to task',
        often(({ task }) => task),
        6,
      ),
      row('webhook_cold', 'webhook, fresh function', cold.webhook),
      row('converse_cold', 'converse, new person, fresh function', cold.fresh),
      row('deliver_cold', 'deliver, a message, fresh function', cold.deliver),
    ];
  });
}

type Counted = Record<'webhook' | 'known' | 'start' | 'fresh' | 'deliver' | 'task', number>;

async function playAll(stage: Stage, number: number): Promise<Counted> {
  const first = await exchange(stage, 'line', number, 'Good morning');
  const second = await exchange(stage, 'line', number, 'Good afternoon');
  // The front desk asks for the language, then for the name, and neither takes the bot.
  await exchange(stage, 'telegram', number, 'Good evening');
  const answer = await exchange(stage, 'telegram', number, 'English');
  return {
    webhook: chainOf(first, 'webhook'),
    fresh: chainOf(first, 'converse'),
    deliver: chainOf(first, 'deliver'),
    start: chainOf(second, 'converse'),
    known: chainOf(answer, 'converse'),
    task: await toTask(stage, number),
  };
}

/** The calls of one message of a customer until its answer is delivered and written down. */
async function exchange({ tap, phone }: Stage, channel: 'line' | 'telegram', number: number, text: string) {
  const before = tap.calls.length;
  const delivered = tap.next(({ by, operation }) => by === 'deliver' && operation === 'TransactWriteItems');
  await say(phone(channel), person[channel](number), text);
  await within(`the answer to "${text}"`, delivered);
  await tap.quiet(100);
  return tap.calls.slice(before);
}

/** The calls in a row from the first message of a new person until TaskRouter has made the task. */
async function toTask({ tap, phone }: Stage, number: number): Promise<number> {
  const before = tap.calls.length;
  const made = tap.next(isTaskMade);
  await say(phone('sms'), person.sms(number), 'Hello');
  const { end } = await within('the task', made);
  const leading = tap.calls.slice(before).filter((call) => call.end <= end);
  // What followed the task must be over before the next person is counted.
  await tap.quiet(300);
  // Function by function: one may begin before the answer to the call that woke it has come back to the other.
  return ['webhook', 'converse', 'deliver'].reduce((sum, by) => sum + chainOf(leading, by), 0);
}

const isTaskMade = ({ operation }: Call) =>
  operation.startsWith('POST /v1/Workspaces/') && operation.endsWith('/Tasks');

const chainOf = (made: Call[], by: string) => chainLength(made.filter((call) => call.by === by));
