import { lookUp } from '../expression/evaluate.ts';
import { type Reason, reasonsFor } from '../expression/explain.ts';
import { parseExpression } from '../expression/parse.ts';
import type { Facts, WorkerFacts } from './facts.ts';
import type { Place } from './places.ts';

/** What a worker is to a task now: able to take it, or the first thing that rules them out. */
export type Verdict = { worker: string } & (
  | { is: 'able' | 'asked' | 'holding it' | 'not the one' | 'closed' }
  | { is: 'outside' | 'unfit'; because: Reason[] }
  | { is: 'away'; activity: string }
  | { is: 'full'; capacity: number; taken: number }
);

/**
 * One verdict for each worker, those who are closest to the task first. `here` is its place in the workflow, if it has one.
 * In this order: the queue, the known agent, the activity, the capacity, the target's expression.
 */
export const verdictsOf = (facts: Facts, here: Place | undefined): Verdict[] =>
  facts.workers
    .filter(({ sid }) => facts.task.worker === undefined || facts.task.worker === sid)
    .map((worker) => ({ worker: worker.name, ...verdictOn(facts, here, worker) }))
    .sort((one, other) => closeness.indexOf(one.is) - closeness.indexOf(other.is));

const closeness: Verdict['is'][] = [
  'holding it',
  'asked',
  'able',
  'unfit',
  'full',
  'closed',
  'away',
  'not the one',
  'outside',
];

type Finding = Verdict extends infer One ? (One extends Verdict ? Omit<One, 'worker'> : never) : never;

function verdictOn(facts: Facts, here: Place | undefined, worker: WorkerFacts): Finding {
  const { task, offers, queues } = facts;
  const answer = offers.findLast(({ workerSid }) => workerSid === worker.sid)?.answer;
  if (answer === 'accepted' || answer === 'wrapping') return { is: 'holding it' };
  if (answer === 'pending') return { is: 'asked' };
  if (task.worker !== undefined && task.forced) return { is: 'able' };
  const queue = queues.find(({ sid }) => sid === task.queueSid);
  const membership = queue && task.worker === undefined ? membershipOf(queue.workers, worker) : undefined;
  if (membership && !membership.holds) return { is: 'outside', because: membership.because };
  if (here && !isKnownAgent(here, task.attributes, worker)) return { is: 'not the one' };
  if (!worker.available) return { is: 'away', activity: worker.activity.name };
  if (worker.channel?.open === false) return { is: 'closed' };
  if (worker.channel && worker.channel.taken >= worker.channel.capacity) return { is: 'full', ...worker.channel };
  if (!here?.target.expression) return { is: 'able' };
  const scope = { task: task.attributes, worker: scopeOf(worker) };
  const { holds, because } = reasonsFor(parseExpression(here.target.expression), scope);
  return holds ? { is: 'able' } : { is: 'unfit', because };
}

/** An empty TargetWorkers selects nobody. */
function membershipOf(expression: string, { attributes }: WorkerFacts): { holds: boolean; because: Reason[] } {
  return expression.trim() === '' ? { holds: false, because: [] } : reasonsFor(parseExpression(expression), attributes);
}

function isKnownAgent({ target }: Place, attributes: Record<string, unknown>, { sid, name }: WorkerFacts): boolean {
  const { known_worker_sid: bySid, known_worker_friendly_name: byName } = target;
  const reference = bySid ?? byName;
  if (!reference) return true;
  return lookUp(reference.split('.'), { task: attributes }) === (bySid ? sid : name);
}

/** What an expression may ask of a worker: the attributes and the worker's own names. */
const scopeOf = ({ sid, name, activity, attributes }: WorkerFacts) => ({
  ...attributes,
  sid,
  friendly_name: name,
  activity_sid: activity.sid,
  activity_name: activity.name,
});
