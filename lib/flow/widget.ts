import type * as z from 'zod';
import type { FlowEffect, FlowEvent } from './event.ts';
import type { State } from './flow.ts';

/** What a widget can know. Everything in it is plain JSON but `render`. */
export type WidgetContext = {
  /** `${execution}.${step}`: the key of this step's effect. */
  key: string;
  state: State;
  /** The event that the execution began with: `incomingMessage`, or `incomingParent` in a subflow. */
  trigger: string;
  /** Our address and the customer's. */
  address: string;
  contact: string;
  /** What this widget put into the context when it ran before. */
  earlier: Record<string, unknown>;
  /** Renders a Liquid template on the execution's context; throws where the template is at fault. */
  render(template: string): string;
};

/** What an execution that waits can be woken with. */
export type ResumeEvent = Exclude<FlowEvent, { type: 'start' }>;

/** How a visit to a widget ends. */
export type Outcome<Transition extends string = string> = {
  effects?: FlowEffect[] | undefined;
  /** Merged into `widgets.<name>`. */
  output?: Record<string, unknown> | undefined;
  /** Merged into `flow.variables`. */
  variables?: Record<string, unknown> | undefined;
  /** Merged into `trigger.conversation`. */
  conversation?: Record<string, unknown> | undefined;
} & (
  | {
      leave: Transition;
      /** Where several transitions share one event: the index of the one meant. */
      branch?: number | undefined;
    }
  /** The execution stops until a reply comes or `seconds` have passed. */
  | { wait: 'reply'; seconds: number }
  | { wait: 'call' | 'task' }
  | { subflow: string; parameters: Record<string, unknown> }
);

export type WidgetSpec<Properties extends z.ZodType, Transition extends string> = {
  /** Studio's own name of it: `send-and-wait-for-reply`. */
  type: string;
  /** Reads the state's properties after Liquid has rendered them. */
  properties: Properties;
  transitions: readonly Transition[];
  enter(properties: z.infer<Properties>, context: WidgetContext): Outcome<NoInfer<Transition>>;
  /** Called with what a widget waited for: `reply` by a message, an undelivered message or a timeout. */
  resume?(event: ResumeEvent, context: WidgetContext): Outcome<NoInfer<Transition>>;
};

export type Visit = (context: WidgetContext) => Outcome;

/** A widget as the engine sees it, whatever its properties. */
export type Widget = {
  type: string;
  transitions: readonly string[];
  properties: z.ZodType;
  /** Reads rendered properties, once; throws a sentence where they do not do. */
  visit(rendered: unknown): Visit;
  resume(event: ResumeEvent, context: WidgetContext): Outcome;
};

/** One widget type. Leaving by a transition that is not among `transitions` is a compile error. */
export function defineWidget<Properties extends z.ZodType, const Transition extends string>(
  spec: WidgetSpec<Properties, Transition>,
): Widget {
  return {
    type: spec.type,
    transitions: spec.transitions,
    properties: spec.properties,
    visit(rendered) {
      const read = spec.properties.safeParse(rendered);
      if (!read.success) throw new Error(read.error.issues.map(sentence).join(', '));
      return (context) => spec.enter(read.data, context);
    },
    resume(event, context) {
      if (!spec.resume) throw new Error(`the widget "${spec.type}" waits for nothing`);
      return spec.resume(event, context);
    },
  };
}

const sentence = ({ path, message }: z.core.$ZodIssue): string => `its property "${path.join('.')}" ${message}`;
