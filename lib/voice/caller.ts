import type { Proof, Thread } from '../message.ts';

/** The thread of a caller, and the phone number that the call proves. */
export type Caller = { thread: Thread; proves: Proof[] };

/**
 * Who is on the phone. A hidden number is nobody's, so that its call is a thread of its own, named by `callSid`; one that
 * a carrier says is forged (STIR/SHAKEN) opens its thread but proves nothing.
 * https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir
 */
export function callerOf(
  account: string,
  { From = '', CallSid = '', StirVerstat = '' }: Record<string, string>,
): Caller {
  const hidden = withheld.has(From.toLowerCase()) || From === '';
  const thread = { channel: 'voice', account, sender: hidden ? CallSid : From };
  return { thread, proves: hidden || StirVerstat.startsWith('TN-Validation-Failed') ? [] : proofsOf(From) };
}

/** A number in full proves itself; a short code, a SIP address or a name does not. */
export function proofsOf(address: string): Proof[] {
  const digits = /^\+([1-9]\d{6,14})$/.exec(address)?.[1];
  return digits ? [`phone:+${digits}`] : [];
}

/** Twilio spells on the keys of a phone why there is no number. https://help.twilio.com/articles/223179988 */
const withheld = new Set(
  ['anonymous', 'restricted', 'blocked', 'unknown', 'unavailable'].flatMap((word) => [word, `+${keysOf(word)}`]),
);

function keysOf(word: string): string {
  const keys = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
  return [...word].map((letter) => keys.findIndex((key) => key.includes(letter)) + 2).join('');
}
