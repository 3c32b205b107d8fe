import { reasonOf } from '../errors.ts';
import { parametersOf } from './context.ts';
import type { FlowEffect } from './event.ts';
import { failureEvents } from './failures.ts';
import type { PublishedFlow, State } from './flow.ts';
import { frameAfter, frameBelow, openSubflow, stateOf, top, withTop } from './frames.ts';
import { limits, sentTooMuch } from './limits.ts';
import { cut } from './liquid.ts';
import type { End, Run } from './run.ts';
import { isOver } from './twiml.ts';
import { renderedProperties, visitOf } from './visit.ts';
import { waitFor } from './wait.ts';
import type { Outcome, ResumeEvent } from './widget.ts';
import { contextOf } from './widget-context.ts';
import { widgets } from './widgets/index.ts';

/**
 * One transition: the event, the widget left and its type, and the widget entered, or `Ended`. `reason` is a sentence
 * where the widget left because something failed.
 */
export type Step = {
  name: string;
  from: string;
  to: string;
  type: string;
  reason?: string;
  /** The variables that the widget set. */
  set?: Record<string, unknown>;
};

/** One call of `advance` at work. What goes on the run, the effects and the trace is written here and nowhere else. */
export type Turn = {
  readonly flow: PublishedFlow;
  run: Run;
  readonly at: number;
  effects: FlowEffect[];
  trace: Step[];
};

/** Wakes the widget that the run waits at. */
export function resume(turn: Turn, event: ResumeEvent): Outcome | undefined {
  const { waiting: _, ...run } = turn.run;
  turn.run = {
    ...run,
    ...(event.type === 'message' && { heard: cut(event.parameters.Body ?? '') }),
    ...(event.type === 'voice' && run.call && isOver(event.parameters) && { call: 'over' }),
  };
  return atWork(turn, (state) => {
    const context = contextOf(turn.run, state, turn.at);
    return widgetOf(state).resume(event, context, () => renderedProperties(state, context.render));
  });
}

/** The call is over: the present widget is left by its event for that where it has one, else the execution ends. */
export function hangUp(turn: Turn, parameters: Record<string, string> = {}): Outcome | undefined {
  const { waiting: _, ...run } = turn.run;
  turn.run = { ...run, call: 'over' };
  const type = stateOf(turn.flow, top(run))?.type ?? '';
  if (!widgets.get(type)?.transitions.includes('hangup')) return end(turn, { reason: 'hung up' });
  return { output: parametersOf(parameters), leave: 'hangup' };
}

/** Runs the widget of this name; the run ends where that is one too many. */
export function enter(turn: Turn, name: string): Outcome | undefined {
  const { run } = turn;
  const repeats = top(run).at === name ? run.repeats + 1 : 1;
  if (run.steps >= limits.steps)
    return end(turn, {
      reason: 'too many steps',
      fault: `The execution has run ${limits.steps} widgets: look for a loop at "${name}".`,
    });
  turn.run = { ...run, steps: run.steps + 1, repeats, waits: 0, frames: withTop(run, { ...top(run), at: name }) };
  if (repeats > limits.repeats)
    return breakDown(
      turn,
      'widget repeats',
      `"${name}" has run ${limits.repeats} times in a row: let its transition lead elsewhere.`,
    );
  return atWork(turn, (state) => {
    const widget = widgetOf(state);
    if (widget.voice && run.call === 'over') return hangUp(turn);
    if (widget.voice && !run.call) throw new Error('it speaks on the phone, and this execution has no call');
    const context = contextOf(turn.run, state, turn.at);
    return visitOf(widget, state, context.render)(context);
  });
}

/** Lets the present widget work; whatever it throws is the flow's fault, not ours. */
function atWork(turn: Turn, work: (state: State) => Outcome | undefined): Outcome | undefined {
  const { at } = top(turn.run);
  try {
    const state = stateOf(turn.flow, top(turn.run));
    if (!state) throw new Error('there is no such widget in this revision');
    return work(state);
  } catch (error) {
    return breakDown(turn, 'widget failed', `"${at}" cannot run: ${reasonOf(error)}`);
  }
}

/** Takes an outcome into the run, and runs the next widget if there is one. Undefined: the run waits or has ended. */
export function follow(turn: Turn, outcome: Outcome): Outcome | undefined {
  turn.run = {
    ...turn.run,
    ...(outcome.answered && { call: 'live' }),
    frames: withTop(turn.run, frameAfter(top(turn.run), outcome)),
  };
  turn.effects.push(...(outcome.effects ?? []));
  if (sentTooMuch(turn.effects)) {
    while (sentTooMuch(turn.effects)) turn.effects.pop();
    return end(turn, {
      reason: 'too many messages',
      fault: `The flow sends more than ${limits.sends} messages without waiting for a reply.`,
    });
  }
  if ('wait' in outcome) {
    const { run, effects } = waitFor(turn.run, outcome, turn.at);
    turn.run = run;
    turn.effects.push(...effects);
    return undefined;
  }
  if ('subflow' in outcome) return descend(turn, outcome);
  return leave(turn, outcome);
}

function descend(turn: Turn, { subflow, parameters }: Extract<Outcome, { subflow: string }>): Outcome | undefined {
  const definition = Object.hasOwn(turn.flow.subflows, subflow) ? turn.flow.subflows[subflow]?.definition : undefined;
  const { at } = top(turn.run);
  if (!definition)
    return breakDown(turn, 'widget failed', `"${at}" runs the flow ${subflow}, which was not published with it.`);
  if (top(turn.run).subflow !== undefined)
    return breakDown(turn, 'widget failed', `"${at}" runs a subflow inside a subflow: Studio allows one level.`);
  turn.run = { ...turn.run, frames: [...turn.run.frames, openSubflow(turn.run, subflow, parameters)] };
  return enter(turn, definition.initial_state);
}

function leave(turn: Turn, outcome: Extract<Outcome, { leave: string }>): Outcome | undefined {
  const { leave: event, branch, reason, variables: set } = outcome;
  const from = top(turn.run).at;
  const state = stateOf(turn.flow, top(turn.run));
  const transition =
    branch === undefined ? state?.transitions.find((each) => each.event === event) : state?.transitions[branch];
  const to = transition?.next || undefined;
  const step = { name: event, from, to: to ?? 'Ended', type: state?.type ?? '' };
  turn.trace.push({ ...step, ...(reason !== undefined && { reason }), ...(set && { set }) });
  if (to) return enter(turn, to);
  return ascend(turn, 'completed', { reason: 'ended' });
}

/** A widget that fails leaves by its failure transition where that is connected; else its flow has failed. */
function breakDown(turn: Turn, reason: string, fault: string): Outcome | undefined {
  const transitions = stateOf(turn.flow, top(turn.run))?.transitions ?? [];
  const connected = transitions.find(({ event, next }) => failureEvents.includes(event) && next);
  return connected ? { leave: connected.event, reason: fault } : ascend(turn, 'failed', { reason, fault });
}

/** Leaves a subflow by an event of its run-subflow widget; leaving the flow itself ends the execution. */
function ascend(turn: Turn, event: 'completed' | 'failed', ending: End): Outcome | undefined {
  const { frames } = turn.run;
  const below = frames.at(-2);
  if (!below) return end(turn, ending);
  const subflow = top(turn.run);
  if (event === 'failed') {
    turn.run = { ...turn.run, repeats: 1, frames: [below] };
    return { leave: event, reason: ending.fault };
  }
  turn.run = { ...turn.run, repeats: 1, frames: [frameBelow(below, subflow)] };
  return { output: subflow.context.flow.variables, leave: event };
}

/** Ends the execution. */
export function end(turn: Turn, ended: End): undefined {
  const { waiting: _, ...run } = turn.run;
  turn.run = { ...run, ended };
}

function widgetOf({ type }: State) {
  const widget = widgets.get(type);
  if (!widget) throw new Error(`the widget type "${type}" is not supported`);
  return widget;
}
