import type { Attempt, Carrier } from '../delivery.ts';
import type { Effect } from '../effect.ts';
import { Permanent, reasonOf, Transient } from '../errors.ts';
import { withAgentFile } from './agent-file.ts';
import { linked } from './linked.ts';
import { tellConsoles } from './notify.ts';
import { signal } from './signal.ts';
import { lateness } from './window.ts';

/**
 * Sends a message on its channel and notes how it is found again. One that the provider refuses, or that was tried for the last
 * time, is told to the conversation as failed. Throws Transient where it should be tried again.
 */
export async function sendMessage(
  carrier: Carrier,
  effect: Extract<Effect, { type: 'send' }>,
  attempt: Attempt,
): Promise<void> {
  const { again, last } = attempt;
  const { id, thread, sk, replyWith, reads, agent } = effect;
  if (again && (await carrier.transcript.line(thread, sk))?.status !== 'queued') return;
  const { channel, account } = thread;
  const path = [channel, account].map(encodeURIComponent).join('/');
  const callback = `${carrier.origin}/webhooks/${path}?message=${encodeURIComponent(sk)}`;
  try {
    const connection = await carrier.connect(thread);
    const late = await lateness(connection, effect, carrier.now(), carrier.otherThreads);
    // The last try does not wait, as nothing would come after it.
    const wait = last ? 0 : await carrier.wait(thread, id, connection.rate, again);
    if (wait > 0)
      throw new Transient('the account sends as much as it may: the message waits its turn', { after: wait / 1_000 });
    const content = linked(await withAgentFile(carrier, effect, attempt), carrier.media);
    const message = { id, thread, content, replyWith, callback, ...(late && { late }) };
    const [{ providerId, others = [] }] = await Promise.all([
      connection.send(message, carrier.http),
      reads !== undefined && signal(carrier, connection, { type: 'read', thread, messageId: reads }),
    ]);
    const ids = providerId === undefined ? [] : [providerId, ...others];
    for (const early of await carrier.transcript.sent(thread, sk, ids, carrier.now()))
      await carrier.enqueue({ ...early, id: `${early.id} noted`, outboundId: sk });
    if (agent !== undefined) await tellConsoles(carrier, thread, [agent], 'changed');
  } catch (error) {
    const refused = error instanceof Permanent;
    if (!refused && !last) throw error;
    const remedy = refused ? error.remedy : undefined;
    const failure = {
      messageId: id,
      outboundId: sk,
      status: 'failed' as const,
      reason: reasonOf(error),
      ...(remedy && { remedy }),
    };
    await carrier.enqueue({ type: 'receipt', id: `failed ${id}`, thread, at: carrier.now(), ...failure });
    if (!refused) throw error;
  }
}
