import { firstContext, subflowContext } from './context.ts';
import type { Start } from './event.ts';
import type { FlowDefinition, PublishedFlow, State } from './flow.ts';
import { cut } from './liquid.ts';
import type { Frame, Run } from './run.ts';
import type { Outcome } from './widget.ts';

/** A run that has not entered its first widget yet. */
export const openRun = (flow: PublishedFlow, start: Start): Run => ({
  flow: { name: flow.name, revision: flow.revision },
  execution: start.execution,
  startedAt: start.at,
  steps: 0,
  repeats: 0,
  waits: 0,
  heard: cut(start.parameters.Body ?? ''),
  ...(start.trigger === 'incomingCall' && { call: 'live' }),
  frames: [{ trigger: start.trigger, at: '', context: firstContext(flow.sid, start) }],
});

/** The frame of a subflow, called from the top frame of a run. */
export function openSubflow(run: Run, sid: string, parameters: Record<string, unknown>): Frame {
  const key = `${run.execution}.${run.steps}`;
  return { subflow: sid, trigger: 'incomingParent', at: '', context: subflowContext(top(run), sid, parameters, key) };
}

/** The frame that is at work. Throws for a run without any, which no run is. */
export function top(run: Run): Frame {
  const frame = run.frames.at(-1);
  if (!frame) throw new Error('a run has at least one frame: read it with runSchema');
  return frame;
}

/** The frames of a run with another one on top. */
export const withTop = (run: Run, frame: Frame): Frame[] => [...run.frames.slice(0, -1), frame];

/** A frame with what its present widget put into the context. Outputs of earlier passes stay where they are not overwritten. */
export function frameAfter(frame: Frame, { output, variables, conversation, channel }: Outcome): Frame {
  if (!output && !variables && !conversation && !channel) return frame;
  const { flow, trigger, widgets, ...rest } = frame.context;
  const earlier = Object.hasOwn(widgets, frame.at) ? widgets[frame.at] : {};
  const context = {
    ...rest,
    flow:
      variables || channel
        ? { ...flow, variables: { ...flow.variables, ...variables }, channel: { ...flow.channel, ...channel } }
        : flow,
    trigger: conversation
      ? { ...trigger, conversation: { ...member(trigger.conversation), ...conversation } }
      : trigger,
    widgets: output ? { ...widgets, [frame.at]: { ...earlier, ...output } } : widgets,
  };
  return { ...frame, context };
}

/** The frame of a parent with what its subflow brings back besides its variables: its channel and its add-ons. */
export function frameBelow(parent: Frame, { context: { flow } }: Frame): Frame {
  const lifted = { channel: flow.channel, ...(flow.add_ons !== undefined && { add_ons: flow.add_ons }) };
  return { ...parent, context: { ...parent.context, flow: { ...parent.context.flow, ...lifted } } };
}

/** The state that a frame is at, or undefined where its flow has none of that name. */
export function stateOf(flow: PublishedFlow, frame: Frame): State | undefined {
  const { subflow, at } = frame;
  const definition = subflow === undefined ? flow.definition : flow.subflows[subflow]?.definition;
  return definition && statesOf(definition).get(at);
}

const known = new WeakMap<FlowDefinition, Map<string, State>>();

function statesOf(definition: FlowDefinition): Map<string, State> {
  const states = known.get(definition) ?? new Map(definition.states.map((state) => [state.name, state]));
  known.set(definition, states);
  return states;
}

const member = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
