import { customerOf } from '../conversation/customer-of.ts';
import type { FlowEffect } from '../flow/event.ts';
import type { Proof, ThreadEvent } from '../message.ts';
import type { Call } from './call.ts';
import type { Line, Note } from './words.ts';
import type { VoiceWorld } from './world.ts';

type Happened = {
  at: number;
  lines: Line[];
  effects: FlowEffect[];
  /** What was known of the caller before. */
  known: Record<string, unknown>;
  /** The call waits for an agent from now on. */
  waits: Pick<Note, 'externalId' | 'asked'> | undefined;
};

/**
 * What the conversations are told of one version of a call: on the phone's own thread what happened, and on the same
 * person's thread of the SMS account the text messages that the flow sends.
 */
export function notesOf(world: VoiceWorld, call: Call, { at, lines, effects, known, waits }: Happened): ThreadEvent[] {
  const { thread, proves, run } = call;
  const learnt = Object.fromEntries(Object.entries(customerOf(run)).filter(([name, value]) => value !== known[name]));
  const note = noteOf(call, at, proves, {
    lines,
    learnt,
    timers: run.ended ? [] : effects.flatMap((effect) => timersOf(effect, at)),
    ...waits,
    ...(run.ended && { ended: true }),
  });
  const says = effects.flatMap((effect) =>
    effect.type === 'send' ? [{ key: effect.key, content: effect.content }] : [],
  );
  if (says.length === 0) return [note];
  const account = world.accounts.find((one) => one.account === thread.account)?.texts;
  if (account === undefined || proves.length === 0) {
    world.log('a text message of a call cannot be sent: no SMS account, or no number to send it to', { run: run.flow });
    return [note];
  }
  return [note, { ...noteOf(call, at, proves, { says }), thread: { channel: 'sms', account, sender: thread.sender } }];
}

const timersOf = (effect: FlowEffect, at: number): Note['timers'] =>
  effect.type === 'timer' ? [{ at: at + effect.seconds * 1000, token: effect.token }] : [];

/** A note of a call, told apart from every other by `part`; its version unless given. */
export const noteOf = (
  { execution, version, thread }: Call,
  at: number,
  proves: Proof[],
  { part = String(version), ...rest }: Partial<Omit<Note, 'type' | 'id' | 'thread' | 'at'>> & { part?: string },
): Note => ({
  type: 'noted',
  id: `${execution}:${part}`,
  thread,
  at,
  ...(proves.length > 0 && { proves }),
  lines: [],
  says: [],
  learnt: {},
  timers: [],
  ...rest,
});
