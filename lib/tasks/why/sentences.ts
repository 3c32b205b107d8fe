import { reasonInWords } from '../expression/explain.ts';
import { referencesIn } from '../expression/expression.ts';
import { parseExpression } from '../expression/parse.ts';
import type { Facts, Offer, TaskFacts } from './facts.ts';
import type { FilterFinding, Place, Whereabouts } from './places.ts';
import type { Verdict } from './verdicts.ts';

/** All that is known of a task's routing, one sentence after the other. */
export const sentencesOf = (facts: Facts, whereabouts: Whereabouts, verdicts: readonly Verdict[]): string[] => [
  stateOf(facts),
  ...(facts.workflow && facts.workflow.changed > facts.task.created
    ? ['The workflow was changed since: this task may go by what it was when it came.']
    : []),
  ...whereabouts.filters.filter(isWorthTelling).map(filterInWords),
  ...hereInWords(facts, whereabouts),
  ...facts.offers.map((offer) => offerInWords(offer, facts)),
  ...(isOpen(facts.task) ? [waitInWords(facts, verdicts), ...nextInWords(facts, whereabouts)] : []),
];

/** Why the worker who was asked last was, in one sentence; undefined where nobody was. */
export function summaryOf({ task, offers, queues }: Facts, { here }: Whereabouts): string | undefined {
  const offer = offers.at(-1);
  if (!offer) return undefined;
  const { worker, workerSid } = offer;
  const { known_agent: known, known_agent_why: why } = task.attributes;
  if (task.worker === workerSid) return `It was meant for ${worker} alone.`;
  if (known === workerSid)
    return `${worker} ${why === 'open task' ? 'has another open task of this customer' : 'had the last task of this customer'}.`;
  const queue = nameOf(queues, task.queueSid);
  const needs = needsOf(here?.target.expression).filter((need) => need !== willing);
  return `${worker} was free in "${queue}"${needs.length > 0 ? ` and fits by ${needs.join(', ')}` : ''}.`;
}

const isOpen = ({ status }: TaskFacts): boolean => status === 'pending' || status === 'reserved';

function stateOf({ now, task, workflow }: Facts): string {
  const course = workflow ? ` in the workflow "${workflow.name}"` : '';
  const reason = task.reason === undefined ? '' : `: ${task.reason}`;
  const gone = task.gone ? ', and TaskRouter has deleted it since' : '';
  return `The task came ${spanOf(now - task.created)} ago${course}, has the priority ${task.priority} and is ${task.status}${reason}${gone}.`;
}

/** Each queue has a filter for what colleagues hand to it, which says nothing of a task that nobody handed on. */
const isWorthTelling = ({ fits, because }: FilterFinding): boolean =>
  fits ||
  because.some(({ values }) => !values.some(({ path, value }) => path[0] === 'transfer_queue' && value === null));

function filterInWords({ name, fits, because }: FilterFinding): string {
  return `The filter "${name}" ${fits ? 'fits' : 'does not fit'}: ${because.map(reasonInWords).join('; ')}.`;
}

function hereInWords({ now, task, queues }: Facts, { here, filters }: Whereabouts): string[] {
  if (task.worker !== undefined) return ['It is meant for one worker alone and goes by no workflow.'];
  const queue = `the queue "${nameOf(queues, task.queueSid)}"`;
  const time = task.queueEntered === undefined ? '' : ` for ${spanOf(now - task.queueEntered)}`;
  if (!here) return task.queueSid === undefined ? [] : [`It is in ${queue}${time}.`];
  const place =
    here.filter === undefined
      ? 'No filter has a place for it: it is at the default target'
      : `At "${filters[here.filter]?.name}" it is at step ${here.step} of ${here.of}`;
  const known = knownWorker(here) ? ', for the agent who knows the customer alone' : '';
  const elsewhere =
    here.queueSid === task.queueSid ? '' : ' That is not what the workflow says now: it was changed meanwhile.';
  return [`${place}, in ${queue}${time}${known}. ${whatCounts(here.target.expression)}${elsewhere}`];
}

const knownWorker = ({ target }: Place) => target.known_worker_sid ?? target.known_worker_friendly_name;

function offerInWords({ worker, at, answer, answered }: Offer, { now, task, workflow }: Facts): string {
  const when = `${spanOf(at - task.created)} after it came`;
  if (answer === 'pending') {
    const left = at + (workflow?.reservationTimeout ?? 0) * 1_000 - now;
    return `${worker} was asked ${when}${left > 0 ? `, and has ${spanOf(left)} left to answer` : ''}.`;
  }
  return `${worker} was asked ${when} and ${answers[answer] ?? answer} after ${spanOf(answered - at)}.`;
}

/** Reservation statuses, and the last words of reservation events. */
const answers: Record<string, string> = {
  accepted: 'accepted',
  wrapping: 'accepted, and is wrapping up',
  wrapup: 'accepted, and was wrapping up',
  completed: 'completed it',
  rejected: 'declined',
  timeout: 'did not answer: the offer lapsed',
  canceled: 'was not needed any more: the offer was taken back',
  rescinded: 'was not needed any more: somebody else was faster',
};

function waitInWords({ task }: Facts, verdicts: readonly Verdict[]): string {
  const asked = namesOf(verdicts, 'asked');
  if (task.status === 'reserved') return `It waits for the answer of ${asked}.`;
  const able = namesOf(verdicts, 'able');
  if (able !== '') return `${able} could take it now: TaskRouter offers it any moment.`;
  const counted = [...Map.groupBy(verdicts, ({ is }) => is)].map(([is, all]) => `${all.length} ${tallies[is]}`);
  return `It waits because nobody can take it now: ${counted.length > 0 ? counted.join(', ') : 'there are no workers'}.`;
}

const namesOf = (verdicts: readonly Verdict[], is: Verdict['is']): string =>
  verdicts.flatMap((verdict) => (verdict.is === is ? [verdict.worker] : [])).join(', ');

const tallies: Record<Verdict['is'], string> = {
  able: 'free',
  asked: 'asked',
  'holding it': 'at it',
  'not the one': 'not the agent who knows the customer',
  closed: 'not on this channel',
  outside: 'not in the queue',
  unfit: 'without what it asks for',
  away: 'not available',
  full: 'fully occupied',
};

function nextInWords({ now, task, queues }: Facts, { here, next }: Whereabouts): string[] {
  const end = task.timeout === undefined ? Number.POSITIVE_INFINITY : task.created + task.timeout * 1_000;
  const { until = Number.POSITIVE_INFINITY } = here ?? {};
  if (Math.min(end, until) === Number.POSITIVE_INFINITY) return [];
  if (end <= until) return [`In ${spanOf(end - now)} it is given up, if nobody has accepted it.`];
  const when = until <= now ? 'When the offer is over' : `In ${spanOf(until - now)}`;
  if (!next) return [`${when} its workflow is over, and it is canceled.`];
  const { priority, expression } = next.target;
  const rise = typeof priority === 'number' && priority !== task.priority ? `, with the priority ${priority}` : '';
  return [`${when} it goes on to the queue "${nameOf(queues, next.queueSid)}"${rise}. ${whatCounts(expression)}`];
}

/** The needs of a target, by the attributes that its expression asks about. */
function whatCounts(expression: string | null | undefined): string {
  if (!expression) return 'Anybody there will do.';
  return `What counts there: ${needsOf(expression).join(', ')}.`;
}

function needsOf(expression: string | null | undefined): string[] {
  if (!expression) return [];
  const asked = referencesIn(parseExpression(expression)).map((path) => path.join('.'));
  const needs = asked.flatMap((path) => {
    if (path.startsWith('worker.routing.levels.')) return ['skills with their levels'];
    return (
      countsBy[path] ?? (path.startsWith('worker.') && path !== 'worker.sid' ? [path.slice('worker.'.length)] : [])
    );
  });
  return [...new Set(needs)];
}

const willing = 'not to have declined';

const countsBy: Record<string, string[]> = {
  'worker.languages': ['language'],
  'worker.departments': ['department'],
  'worker.routing.skills': ['skills at any level'],
  'task.rejected_workers': [willing],
};

const nameOf = (queues: Facts['queues'], sid: string | undefined): string =>
  queues.find((queue) => queue.sid === sid)?.name ?? sid ?? 'none';

/** Milliseconds in words. */
function spanOf(milliseconds: number): string {
  const seconds = Math.max(Math.round(milliseconds / 1_000), 0);
  if (seconds < 60) return `${seconds} s`;
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600)];
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}
