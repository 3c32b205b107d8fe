import type * as z from 'zod';
import { parametersOf } from './context.ts';
import { defineWidget, type Outcome, type Widget, type WidgetSpec } from './widget.ts';
import type { WidgetContext } from './widget-context.ts';

type VoiceSpec<Properties extends z.ZodObject, Transition extends string> = Omit<
  WidgetSpec<Properties, Transition>,
  'resume' | 'voice' | 'transitions'
> & {
  transitions: readonly Transition[];
  /** The call came back by the address `flow:<event>`, with these parameters of Twilio's. */
  back(event: string, parameters: Record<string, unknown>, context: WidgetContext): Outcome<NoInfer<Transition>>;
};

/** A widget that speaks on the phone and goes on when the call comes back. The call itself is the engine's business. */
export const defineVoiceWidget = <Properties extends z.ZodObject, const Transition extends string>({
  back,
  ...spec
}: VoiceSpec<Properties, Transition>): Widget =>
  defineWidget<Properties, Transition>({
    ...spec,
    voice: true,
    resume(event, context) {
      if (event.type !== 'voice') throw new Error(`a call does not come back by "${event.type}"`);
      return back(event.event, parametersOf(event.parameters), context);
    },
  });
