import type { State } from './flow.ts';
import { top } from './frames.ts';
import { render } from './liquid.ts';
import type { Context, Run } from './run.ts';

/** What a widget can know. Everything in it is plain JSON but `render`. */
export type WidgetContext = {
  /** The key of what it does now: `${execution}.${step}`, and another one each time it is woken. */
  key: string;
  /** The same for the whole visit to the widget. */
  visit: string;
  state: State;
  /** The event that the execution began with: `incomingMessage`, or `incomingParent` in a subflow. */
  trigger: string;
  /** Our address and the customer's. */
  address: string;
  contact: string;
  /** Liquid's `flow` and `trigger`. */
  flow: Context['flow'];
  started: Context['trigger'];
  /** Whether the execution is on the phone, or was; undefined where it never had a call. */
  call: 'live' | 'over' | undefined;
  /** What the customer wrote last. */
  heard: string;
  /** What this widget put into the context when it ran before. */
  earlier: Record<string, unknown>;
  /** Renders a Liquid template on the execution's context; throws where the template is at fault. */
  render(template: string): string;
};

/** What the widget that a run is at can know. `at` is what "now" means to its templates, in epoch milliseconds. */
export function contextOf(run: Run, state: State, at: number): WidgetContext {
  const { trigger, context } = top(run);
  return {
    key: keyOf(run),
    visit: visitKey(run),
    state,
    trigger,
    address: context.flow.channel.address,
    contact: context.contact.channel.address,
    flow: context.flow,
    started: context.trigger,
    call: run.call,
    heard: run.heard,
    earlier: Object.hasOwn(context.widgets, state.name) ? (context.widgets[state.name] ?? {}) : {},
    render: (template) => render(template, context, at),
  };
}

/** The key of what the present widget does now, and the token of its next wait: another one after each wait. */
export const keyOf = (run: Run): string => (run.waits === 0 ? visitKey(run) : `${visitKey(run)}.${run.waits}`);

const visitKey = ({ execution, steps }: Run): string => `${execution}.${steps}`;
