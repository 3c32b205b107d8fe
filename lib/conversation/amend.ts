import type { ThreadEvent } from '../message.ts';
import { keepFile } from './keep-file.ts';
import { tellAgentsOf, tellAuthor } from './tell-agents.ts';
import type { World } from './world.ts';

/** The customer edited or deleted a message: its line follows, once. What was never seen is let go. */
export async function amend(world: World, event: Extract<ThreadEvent, { type: 'edited' | 'deleted' }>): Promise<void> {
  const { store, enqueue } = world;
  const sk = await store.transcript.find(event.thread, event.messageId);
  if (sk === undefined) return;
  const content = event.type === 'edited' ? event.content : { type: 'text' as const, text: '' };
  await store.transcript.amend(event.thread, sk, content, event);
  await enqueue(keepFile(event, sk, content), false);
  await tellAgentsOf(world, event);
}

/** The provider said how far a message of ours got: its line moves forward, never back. */
export async function settleReceipt(world: World, event: Extract<ThreadEvent, { type: 'receipt' }>): Promise<void> {
  const { store } = world;
  const sk = event.outboundId ?? (await store.transcript.find(event.thread, event.messageId));
  if (sk === undefined) return store.transcript.keepEarly(event);
  const { status, reason, messageId } = event;
  const line = await store.transcript.mark(event.thread, sk, { status, reason, providerId: messageId });
  if (line) await tellAuthor(world, event, line);
}

/** The provider speaks of all our messages up to a time: their lines move forward. */
export async function settleWatermark(world: World, event: Extract<ThreadEvent, { type: 'watermark' }>): Promise<void> {
  const { thread, upTo, status } = event;
  await world.store.transcript.markUpTo(thread, upTo, status);
  await tellAgentsOf(world, event);
}
