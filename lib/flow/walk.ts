import { reasonOf } from '../errors.ts';
import type { FlowEffect } from './event.ts';
import type { PublishedFlow, State } from './flow.ts';
import { frameAfter, openSubflow, stateOf, top, withTop } from './frames.ts';
import { limits, sentTooMuch } from './limits.ts';
import { render } from './liquid.ts';
import type { End, Run } from './run.ts';
import { visitOf } from './visit.ts';
import type { Outcome, ResumeEvent, WidgetContext } from './widget.ts';
import { widgets } from './widgets/index.ts';

/** One transition: the event, the widget left and its type, and the widget entered, or `Ended`. */
export type Step = { name: string; from: string; to: string; type: string };

/** One call of `advance` at work. What goes on the run, the effects and the trace is written here and nowhere else. */
export type Turn = {
  readonly flow: PublishedFlow;
  run: Run;
  readonly at: number;
  effects: FlowEffect[];
  trace: Step[];
};

/** How a widget that fails unexpectedly may be left: by any of these that its state connects. */
const failures = ['failed', 'fail', 'failedToEnqueue', 'deliveryFailure', 'callFailure'];

/** Wakes the widget that the run waits at. */
export function resume(turn: Turn, event: ResumeEvent): Outcome | undefined {
  const { waiting, ...run } = turn.run;
  turn.run = run;
  return atWork(turn, (state) => widgetOf(state).resume(event, contextOf(turn, state, waiting?.token ?? '')));
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
  turn.run = { ...run, steps: run.steps + 1, repeats, frames: withTop(run, { ...top(run), at: name }) };
  if (repeats > limits.repeats)
    return breakDown(
      turn,
      'widget repeats',
      `"${name}" has run ${limits.repeats} times in a row: let its transition lead elsewhere.`,
    );
  return atWork(turn, (state) => {
    const context = contextOf(turn, state, `${run.execution}.${turn.run.steps}`);
    return visitOf(widgetOf(state), state, context.render)(context);
  });
}

/** Lets the present widget work; whatever it throws is the flow's fault, not ours. */
function atWork(turn: Turn, work: (state: State) => Outcome): Outcome | undefined {
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
  turn.run = { ...turn.run, frames: withTop(turn.run, frameAfter(top(turn.run), outcome)) };
  turn.effects.push(...(outcome.effects ?? []));
  if (sentTooMuch(turn.effects)) {
    turn.effects.pop();
    return end(turn, {
      reason: 'too many messages',
      fault: `The flow sends more than ${limits.sends} messages without waiting for a reply.`,
    });
  }
  if ('wait' in outcome) return wait(turn, outcome);
  if ('subflow' in outcome) return descend(turn, outcome);
  return leave(turn, outcome.leave, outcome.branch);
}

function wait(turn: Turn, outcome: Extract<Outcome, { wait: string }>): undefined {
  const token = `${turn.run.execution}.${turn.run.steps}`;
  turn.run = { ...turn.run, waiting: { for: outcome.wait, token } };
  if (outcome.wait !== 'reply') return;
  const lifeLeft = Math.ceil((turn.run.startedAt + limits.life - turn.at) / 1_000);
  turn.effects.push({ type: 'timer', key: `${token}.timer`, token, seconds: Math.min(outcome.seconds, lifeLeft) });
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

function leave(turn: Turn, event: string, branch?: number): Outcome | undefined {
  const from = top(turn.run).at;
  const state = stateOf(turn.flow, top(turn.run));
  const transition =
    branch === undefined ? state?.transitions.find((each) => each.event === event) : state?.transitions[branch];
  const to = transition?.next || undefined;
  turn.trace.push({ name: event, from, to: to ?? 'Ended', type: state?.type ?? '' });
  if (to) return enter(turn, to);
  return ascend(turn, 'completed', { reason: 'ended' });
}

/** A widget that fails leaves by its failure transition where that is connected; else its flow has failed. */
function breakDown(turn: Turn, reason: string, fault: string): Outcome | undefined {
  const transitions = stateOf(turn.flow, top(turn.run))?.transitions ?? [];
  const connected = transitions.find(({ event, next }) => failures.includes(event) && next);
  return connected ? { leave: connected.event } : ascend(turn, 'failed', { reason, fault });
}

/** Leaves a subflow by an event of its run-subflow widget; leaving the flow itself ends the execution. */
function ascend(turn: Turn, event: 'completed' | 'failed', ending: End): Outcome | undefined {
  const { frames } = turn.run;
  if (frames.length < 2) return end(turn, ending);
  const { variables } = top(turn.run).context.flow;
  turn.run = { ...turn.run, repeats: 1, frames: frames.slice(0, -1) };
  return event === 'completed' ? { output: variables, leave: event } : { leave: event };
}

/** Ends the execution. */
export function end(turn: Turn, ended: End): undefined {
  const { waiting: _, ...run } = turn.run;
  turn.run = { ...run, ended };
}

function contextOf(turn: Turn, state: State, key: string): WidgetContext {
  const { trigger, context } = top(turn.run);
  return {
    key,
    state,
    trigger,
    address: context.flow.channel.address,
    contact: context.contact.channel.address,
    earlier: Object.hasOwn(context.widgets, state.name) ? (context.widgets[state.name] ?? {}) : {},
    render: (template) => render(template, context, turn.at),
  };
}

function widgetOf({ type }: State) {
  const widget = widgets.get(type);
  if (!widget) throw new Error(`the widget type "${type}" is not supported`);
  return widget;
}
