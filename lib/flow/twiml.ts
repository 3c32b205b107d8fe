import type { TwimlElement } from './event.ts';
import { type Pair, textOf } from './properties.ts';

/** One element of TwiML. Attributes that are undefined or empty are left out, so that Twilio's own defaults hold. */
export const element = (
  name: string,
  attributes: Record<string, string | number | boolean | undefined> = {},
  children: (TwimlElement | string)[] = [],
): TwimlElement => ({
  name,
  attributes: Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, String(value)]],
    ),
  ),
  children,
});

/** What a call does at the end of its instructions: it comes back with this event. */
export const comeBack = (event: string): TwimlElement => element('Redirect', {}, [`flow:${event}`]);

/** Lists of keys and values as the elements that TwiML has for them: `<Parameter name value>`. */
export const named = (name: 'Parameter' | 'Config', list: readonly Pair[]): TwimlElement[] =>
  list.map((pair) => element(name, { name: pair.key, value: textOf(pair) }));

/** Whether a call came back only to say that it is over. https://www.twilio.com/docs/voice/twiml#callstatus-values */
export const isOver = (parameters: Record<string, unknown>): boolean => parameters.CallStatus === 'completed';
