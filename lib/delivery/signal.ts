import type { Connection } from '../channels/channel.ts';
import type { Carrier } from '../delivery.ts';
import type { Effect } from '../effect.ts';
import type { Signal } from '../message.ts';

/** Tells the customer that somebody types, or has read them, where their channel can show it. */
export async function tellSignal(carrier: Carrier, effect: Extract<Effect, { type: 'signal' }>): Promise<void> {
  const { thread, signal: type, messageId } = effect;
  await signal(carrier, await carrier.connect(thread), { type, thread, messageId });
}

/** Nobody waits for a signal, so that nothing is tried again and nothing fails with it. */
export async function signal({ http }: Carrier, connection: Connection, what: Signal): Promise<void> {
  if (connection.signals.includes(what.type)) await connection.signal(what, http).catch(() => {});
}
