import { Permanent } from '../../errors.ts';
import { renderTwiml } from '../twiml.ts';

/** What the keys of a telephone can say; a `w` waits for half a second. */
const tonesPattern = /^[0-9*#w]{1,32}$/;

/** Where Twilio fetches the tones that it plays to one who is in a conference. `origin` is ours, without a path. */
export const tonesAddress = (origin: string, account: string, digits: string): string =>
  `${origin}/voice/${encodeURIComponent(account)}/tones?${new URLSearchParams({ digits })}`;

/** The tones as TwiML. Throws Permanent where they are none. https://www.twilio.com/docs/voice/twiml/play#attributes-digits */
export function tonesTwiml({ digits = '' }: Record<string, string>): string {
  if (!tonesPattern.test(digits)) throw new Permanent('digits takes 1 to 32 of 0 to 9, *, # and w');
  return renderTwiml([{ name: 'Play', attributes: { digits }, children: [] }], String);
}
