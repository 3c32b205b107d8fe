import { computed, effect, type Signal } from '@preact/signals';
import type { Api } from '../api.ts';
import type { Browser } from './browser.ts';
import type { Clock } from './clock.ts';
import { keepDrafts } from './drafts.ts';
import { type Keeper, openKept } from './kept.ts';
import { type Outbox, type OutboxOptions, openOutbox } from './outbox.ts';
import { keepPlace } from './place.ts';
import type { Reads } from './reads.ts';
import { openReceipts } from './receipts.ts';
import { openSeen, type Seen } from './seen.ts';
import type { Draft } from './types.ts';

export type Own = {
  worker: string;
  outbox: Outbox;
  seen: Seen;
  /** Leaves nothing of them in this browser, unless something is still to be sent. */
  forget(): void;
};

export type OwnOptions = Pick<OutboxOptions, 'api' | 'put' | 'now'> & {
  api: Api;
  clock: Clock;
  storage: Keeper | undefined;
  browser: Browser;
  drafts: Signal<Record<string, Draft>>;
  shown: Signal<string | undefined>;
  visible: Signal<boolean>;
  reads: Reads;
};

/** What this browser keeps for a worker, opened once it is known who that is: unsent messages, drafts, what was looked at. */
export function openOwn(
  worker: string,
  { storage, browser, drafts, shown, visible, reads, ...parts }: OwnOptions,
): Own {
  const { conversations, work } = reads;
  const kept = openKept(worker, storage);
  const outbox = openOutbox({ ...parts, kept, taken: (task) => conversations.of(task).read() });
  const seen = openSeen(kept);
  keepDrafts(kept, drafts);
  keepPlace(kept, shown, () => work.told.value.value);
  browser.onKept(outbox.look);
  browser.onLeave(outbox.losable);
  conversations.readAgain(outbox.sending.peek().map(({ task }) => task));
  outbox.hurry();

  const looked = computed(() =>
    visible.value ? work.told.value.value?.tasks.find(({ thread }) => thread === shown.value) : undefined,
  );
  effect(() => {
    const { tasks } = work.told.value.value ?? {};
    if (tasks) seen.hold(tasks);
    if (looked.value) seen.look(looked.value);
  });
  openReceipts(parts.api, () => looked.value && conversations.of(looked.value.thread).told.value.value);
  return {
    worker,
    outbox,
    seen,
    forget() {
      outbox.look();
      if (outbox.sending.peek().length === 0) kept.clear();
    },
  };
}
