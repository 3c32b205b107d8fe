import * as z from 'zod';
import type { Choice } from '../../message.ts';

/** Viber keeps tracking_data of this many characters. */
const largest = 4000;

const tracked = z.object({ choices: z.array(z.tuple([z.string(), z.string()])) });

/**
 * What goes along with a keyboard as tracking_data and comes back with the customer's next message, so that the text of a
 * button is known as the option it stands for: a button itself sends only what everybody reads. Undefined where the options
 * are more than Viber keeps. https://developers.viber.com/docs/api/rest-bot-api/#general-send-message-parameters
 */
export function trackingOf(options: readonly Choice[]): string | undefined {
  const text = JSON.stringify({ choices: options.map(({ id, text: label }) => [id, label]) });
  return text.length <= largest ? text : undefined;
}

/** The option whose text was said, of those that were offered. */
export function chosenOf(said: string, tracking: string | undefined): Choice | undefined {
  const [id, text] = optionsIn(tracking).find(([, label]) => label === said) ?? [];
  return id === undefined || text === undefined ? undefined : { id, text };
}

function optionsIn(tracking = ''): [string, string][] {
  try {
    return tracked.safeParse(JSON.parse(tracking)).data?.choices ?? [];
  } catch {
    return [];
  }
}
