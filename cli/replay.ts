import { isDeepStrictEqual } from 'node:util';
import { advance } from '../lib/flow/engine.ts';
import type { FlowEffect, FlowEvent } from '../lib/flow/event.ts';
import type { PublishedFlow } from '../lib/flow/flow.ts';
import type { Run } from '../lib/flow/run.ts';
import type { Step } from '../lib/flow/walk.ts';
import type { Execution } from '../lib/store/executions.ts';
import { describeEffect } from './describe.ts';

/** How a conversation of yesterday would go on the changed flow. */
export type Replayed = {
  execution: string;
  threadKey: string;
  /** `otherwise`: the customer sees the same, by another way. `unknown`: the log does not hold enough to tell. */
  verdict: 'same' | 'otherwise' | 'differently' | 'unknown';
  /** Where it first goes otherwise. */
  where?: Difference;
  reason?: string;
};

/** `turn` counts from 1. What was said and would be said is that turn's, one line each. */
type Difference = {
  turn: number;
  was: { step: string | undefined; says: string[] };
  now: { step: string | undefined; says: string[] };
};

/** Plays a recorded execution on the revision it ran on and on a changed flow, side by side, and compares them. */
export function replay(execution: Execution, was: PublishedFlow, changed: PublishedFlow): Replayed {
  const { threadKey } = execution;
  const about = { execution: execution.execution, threadKey };
  let then: Run | undefined;
  let now: Run | undefined;
  let otherwise: Difference | undefined;
  for (const [index, { events, cut }] of execution.turns.entries()) {
    if (cut) return { ...about, verdict: 'unknown', reason: `turn ${index + 1} was too large to be kept` };
    const [first, ...answers] = events;
    if (!first) continue;
    const before = playTurn(was, then, first, answers);
    const after = playTurn(changed, now, moved(first, then, now), before.asked);
    const difference: Difference = {
      turn: index + 1,
      ...firstStep(before.steps, after.steps),
    };
    difference.was.says = before.seen;
    difference.now.says = after.seen;
    if (!isDeepStrictEqual(before.seen, after.seen)) return { ...about, verdict: 'differently', where: difference };
    if (!isDeepStrictEqual(before.steps.map(stepLine), after.steps.map(stepLine))) otherwise ??= difference;
    [then, now] = [before.run, after.run];
  }
  return otherwise ? { ...about, verdict: 'otherwise', where: otherwise } : { ...about, verdict: 'same' };
}

type Asked = { effect: FlowEffect; answer: FlowEvent };
type Played = { run: Run; steps: Step[]; seen: string[]; asked: Asked[] };

/** One turn, each question to the outside answered by what was recorded: in order, or for the changed flow the like one. */
function playTurn(
  flow: PublishedFlow,
  before: Run | undefined,
  first: FlowEvent,
  answers: FlowEvent[] | Asked[],
): Played {
  const left = [...answers];
  const played: Omit<Played, 'run'> = { steps: [], seen: [], asked: [] };
  let done = advance(flow, before, first);
  for (;;) {
    played.steps.push(...done.trace);
    played.seen.push(...done.effects.flatMap(describeEffect));
    const effect = done.effects.find(({ type }) => type === 'call' || type === 'bot');
    const answer = effect && !done.ended ? take(left, effect) : undefined;
    if (!effect || done.ended) break;
    if (!answer) {
      played.seen.push(`asks what was not asked then: ${question(effect)}`);
      break;
    }
    played.asked.push({ effect, answer });
    done = advance(flow, done.run, answer);
  }
  if (done.ended) played.seen.push(`ends: ${done.ended.fault ?? done.ended.reason}`);
  return { ...played, run: done.run };
}

function take(left: (FlowEvent | Asked)[], effect: FlowEffect): FlowEvent | undefined {
  const found = left.findIndex((each) => !('effect' in each) || question(each.effect) === question(effect));
  const [taken] = found === -1 ? [] : left.splice(found, 1);
  return taken && ('effect' in taken ? taken.answer : taken);
}

const question = (effect: FlowEffect): string => {
  if (effect.type === 'call') return `${effect.method} ${effect.url} ${effect.body ?? ''}`.trim();
  return effect.type === 'bot' ? `bot ${effect.bot}: ${effect.text}` : effect.type;
};

/** A timer or a returning call means the step that waits; in the changed flow that step may have another number. */
function moved(event: FlowEvent, then: Run | undefined, now: Run | undefined): FlowEvent {
  const token = now?.waiting?.token;
  if (token === undefined) return event;
  if ((event.type === 'timeout' || event.type === 'voice') && event.token === then?.waiting?.token)
    return { ...event, token };
  return event.type === 'undelivered' && event.key === then?.waiting?.token ? { ...event, key: token } : event;
}

const stepLine = ({ from, name, to }: Step): string => `${from} --${name}--> ${to}`;

function firstStep(then: Step[], now: Step[]): Pick<Difference, 'was' | 'now'> {
  const [before, after] = [then.map(stepLine), now.map(stepLine)];
  const index = before.findIndex((line, position) => line !== after[position]);
  const at = index === -1 ? before.length : index;
  return { was: { step: before[at], says: [] }, now: { step: after[at], says: [] } };
}
