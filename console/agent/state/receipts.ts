import { effect } from '@preact/signals';
import type { Conversation } from '../../../lib/console/protocol/conversation.ts';
import type { Api } from '../api.ts';

/**
 * Tells the customer, on channels that can, that what they wrote last was read. `looked` is the conversation that this worker
 * holds and looks at, read anew at every change.
 */
export function openReceipts(api: Pick<Api, 'signal'>, looked: () => Conversation | undefined): void {
  const told = new Map<string, string>();
  effect(() => {
    const conversation = looked();
    const line = conversation?.lines.findLast(({ direction }) => direction === 'in');
    const address = conversation?.addresses.find(({ thread }) => thread === line?.thread);
    const { thread, providerId } = line ?? {};
    if (thread === undefined || providerId === undefined || told.get(thread) === providerId) return;
    if (!address?.signals.includes('read')) return;
    told.set(thread, providerId);
    api.signal(thread, 'read', providerId).catch(() => {});
  });
}
