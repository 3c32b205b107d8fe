import { chainLength } from './chain.ts';
import { person, say, within } from './people.ts';
import type { Stage } from './stage.ts';
import type { Call } from './tap.ts';

/** Calls in a row, by the function and the kind of message. */
export type Counted = Record<
  'webhook' | 'converse_known' | 'converse_known_start' | 'converse_new' | 'deliver' | 'first_message_to_task',
  number
>;

/** Plays every kind of message with a person of this number, who is new on every channel, and counts. */
export async function countCalls(stage: Stage, number: number): Promise<Counted> {
  const first = await exchange(stage, 'line', number, 'Good morning');
  const second = await exchange(stage, 'line', number, 'Good afternoon');
  // The front desk asks for the language, then for the name, and neither takes the bot.
  await exchange(stage, 'telegram', number, 'Good evening');
  const answer = await exchange(stage, 'telegram', number, 'English');
  return {
    webhook: chainOf(first, 'webhook'),
    converse_new: chainOf(first, 'converse'),
    deliver: chainOf(first, 'deliver'),
    converse_known_start: chainOf(second, 'converse'),
    converse_known: chainOf(answer, 'converse'),
    first_message_to_task: await toTask(stage, number),
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

/** Whether a call asks TaskRouter for a task. */
export const isTaskMade = ({ operation }: Call) =>
  operation.startsWith('POST /v1/Workspaces/') && operation.endsWith('/Tasks');

const chainOf = (made: Call[], by: string) => chainLength(made.filter((call) => call.by === by));
