import type * as z from 'zod';
import type { FlowEffect, FlowEvent, TwimlElement } from './event.ts';
import type { WidgetContext } from './widget-context.ts';

/** What an execution that waits can be woken with; the engine itself sees to a call that is hung up. */
export type ResumeEvent = Exclude<FlowEvent, { type: 'start' | 'hangup' }>;

/** How a visit to a widget ends. */
export type Outcome<Transition extends string = string> = {
  effects?: FlowEffect[] | undefined;
  /** Merged into `widgets.<name>`. */
  output?: Record<string, unknown> | undefined;
  /** Merged into `flow.variables`. */
  variables?: Record<string, unknown> | undefined;
  /** Merged into `trigger.conversation`. */
  conversation?: Record<string, unknown> | undefined;
  /** Merged into `flow.channel`. */
  channel?: Record<string, unknown> | undefined;
  /** The execution is on the phone from here on. */
  answered?: boolean | undefined;
} & (
  | {
      leave: Transition;
      /** Where several transitions share one event: the index of the one meant. */
      branch?: number | undefined;
      /** Why it leaves by a failure, as a sentence for the trace. */
      reason?: string | undefined;
    }
  /** The execution stops until a reply comes or `seconds` have passed. */
  | { wait: 'reply'; seconds: number }
  | { wait: 'call' | 'task' | 'bot' }
  /**
   * The call hears `say` and the execution stops until it comes back; where it runs through `say` to the end, by the
   * event `otherwise`. Without `say` somebody is being called.
   */
  | { wait: 'voice'; say?: TwimlElement[]; otherwise?: string; seconds?: number }
  | { subflow: string; parameters: Record<string, unknown> }
);

export type WidgetSpec<Properties extends z.ZodObject, Transition extends string> = {
  /** Studio's own name of it: `send-and-wait-for-reply`. */
  type: string;
  /** What it does, in one line for docs/studio.md. */
  summary: string;
  /** Reads the state's properties after Liquid has rendered them. */
  properties: Properties;
  /** Properties that Studio has and that make no difference here. */
  ignores?: readonly string[];
  transitions: readonly Transition[];
  /** What it puts under `widgets.<name>`. */
  outputs?: readonly string[];
  /** Where it differs from Studio, one sentence each. */
  differences?: readonly string[];
  /** It speaks on the phone: the engine lets it run only while there is a call. */
  voice?: boolean;
  /** Why nobody can say how Studio runs it: for a type that Twilio does not document, or has retired. */
  undocumented?: string;
  enter(properties: z.infer<Properties>, context: WidgetContext): Outcome<NoInfer<Transition>>;
  /** Called with what a widget waited for: `reply` by a message, an undelivered message or a timeout. */
  resume?(event: ResumeEvent, context: WidgetContext, read: () => z.infer<Properties>): Outcome<NoInfer<Transition>>;
};

export type Visit = (context: WidgetContext) => Outcome;

/** A widget as the engine sees it, whatever its properties. */
export type Widget = {
  type: string;
  summary: string;
  transitions: readonly string[];
  properties: z.ZodObject;
  ignores: readonly string[];
  outputs: readonly string[];
  differences: readonly string[];
  voice: boolean;
  undocumented: string | undefined;
  /** Reads rendered properties, once; throws a sentence where they do not do. */
  visit(rendered: unknown): Visit;
  /** `rendered` gives the properties once more, for a widget that waits several times. */
  resume(event: ResumeEvent, context: WidgetContext, rendered: () => unknown): Outcome;
};

/** One widget type. Leaving by a transition that is not among `transitions` is a compile error. */
export function defineWidget<Properties extends z.ZodObject, const Transition extends string>(
  spec: WidgetSpec<Properties, Transition>,
): Widget {
  const { ignores = [], outputs = [], differences = [], voice = false } = spec;
  return {
    type: spec.type,
    summary: spec.summary,
    transitions: spec.transitions,
    properties: spec.properties,
    ignores,
    outputs,
    differences,
    voice,
    undocumented: spec.undocumented,
    visit(rendered) {
      const properties = readProperties(spec.properties, rendered);
      return (context) => spec.enter(properties, context);
    },
    resume(event, context, rendered) {
      if (!spec.resume) throw new Error(`the widget "${spec.type}" waits for nothing`);
      return spec.resume(event, context, () => readProperties(spec.properties, rendered()));
    },
  };
}

function readProperties<Properties extends z.ZodObject>(schema: Properties, rendered: unknown): z.infer<Properties> {
  const read = schema.safeParse(rendered);
  if (!read.success) throw new Error(read.error.issues.map(sentence).join(', '));
  return read.data;
}

const sentence = ({ path, message }: z.core.$ZodIssue): string => `its property "${path.join('.')}" ${message}`;
