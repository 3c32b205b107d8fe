import type { BotResult, FlowEffect } from './event.ts';
import type { Outcome } from './widget.ts';
import type { WidgetContext } from './widget-context.ts';

/** Milliseconds that a bot may think: as long as Studio gives a web address. A customer who waits longer gives up. */
const patience = 10_000;

type Question = { bot: string; session: string; text: string; parameters: Record<string, string> };

/** Asks a bot. */
export const askBot = ({ key }: WidgetContext, { bot, session, text, parameters }: Question): Outcome<never> => ({
  effects: [{ type: 'bot', key, bot, session, text, parameters, timeout: patience }],
  wait: 'bot',
});

/** Everything that a bot said, one message each; what is blank is left out. Only the first is listened after. */
export const saidBy = (result: Exclude<BotResult, { failure: string }>, { key }: WidgetContext): FlowEffect[] =>
  result.say
    .filter((text) => text.trim() !== '')
    .map((text, index) => ({
      type: 'send',
      key: index === 0 ? key : `${key}/${index}`,
      content: { type: 'text', text },
    }));
