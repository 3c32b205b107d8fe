import { computed, effect, signal } from '@preact/signals';
import { openApi, type Upload } from '../api.ts';
import { openActs } from './acts.ts';
import { type Browser, realBrowser, storageOfPage } from './browser.ts';
import { type Clock, every, realClock } from './clock.ts';
import { keepUp } from './keep-up.ts';
import type { Keeper } from './kept.ts';
import { openLive, type Socket } from './live.ts';
import { nextAfter } from './order.ts';
import { type Own, openOwn } from './own.ts';
import { putByRequest } from './put.ts';
import { openReads } from './reads.ts';
import { openSaying } from './saying.ts';
import type { Console, Draft, Session } from './types.ts';
import { openTyping } from './typing.ts';

export type ConsoleOptions = {
  session: Session;
  fetch?: typeof globalThis.fetch;
  openSocket?(address: string, token: string): Socket;
  put?(upload: Upload, file: File, progress: (part: number) => void): Promise<void>;
  storage?: Keeper | undefined;
  clock?: Clock;
  browser?: Browser;
};

/** Opens the data of a console: reads them, keeps them up to date, does what the agent does. It lives as long as its page. */
export function createConsole(options: ConsoleOptions): Console {
  const { session, clock = realClock, browser = realBrowser, storage = storageOfPage(), put = putByRequest } = options;
  const { fetch = globalThis.fetch.bind(globalThis), openSocket = openWebSocket } = options;
  const ended = signal(false);
  const reachable = signal(true);
  const visible = signal(browser.visible());
  const now = signal(clock.now());
  const shown = signal<string>();
  const page = signal<'work' | 'desk'>('work');
  const column = signal<'work' | 'conversation' | 'customer'>('work');
  const over = signal<'palette' | 'keys'>();
  const drafts = signal<Record<string, Draft>>({});
  const refusals = signal<Record<string, string>>({});
  const own = signal<Own>();
  let ahead = 0;
  const serverNow = () => clock.now() + ahead;

  const api = openApi({
    session,
    fetch,
    clock,
    heard(status) {
      reachable.value = status !== 0;
      if (status === 401) ended.value = true;
    },
    timed(server, here) {
      ahead = Math.round(server - here);
    },
  });
  const reads = openReads({ api, clock, shown, page, written: (ids) => own.peek()?.outbox.written(ids) });
  const { me, work, conversations } = reads;
  const typing = openTyping(clock);
  const live = openLive({
    clock,
    openSocket,
    token: () => session.token(),
    address: () => (ended.peek() ? undefined : me.told.peek().value?.socket),
    opened: refresh,
    heard(push) {
      if (push.type === 'typing') typing.saw(push.thread);
      if (push.type !== 'changed') return;
      typing.over(push.thread);
      reads.changed(push.thread);
    },
  });

  function refresh(): void {
    if (ended.peek()) return;
    const { outbox } = own.peek() ?? {};
    reads.refresh(outbox?.sending.peek().map(({ task }) => task) ?? []);
    outbox?.hurry();
  }

  function open(thread: string): void {
    shown.value = thread;
    column.value = 'conversation';
    page.value = 'work';
  }

  const acts = openActs({
    api,
    clock,
    refusals,
    open,
    leave(thread) {
      if (shown.peek() === thread) shown.value = nextAfter(work.told.peek().value?.tasks ?? [], thread);
    },
    done(thread) {
      if (thread === undefined) me.read();
      else reads.changed(thread);
    },
    present(name) {
      const { activity: before, activities = [] } = me.told.peek().value ?? {};
      const chosen = activities.find((one) => one.name === name);
      const set = (activity: typeof before) => me.change((known) => (activity ? { ...known, activity } : known));
      set(chosen && { ...chosen, since: serverNow() });
      return () => set(before);
    },
  });

  session.onEnd(() => {
    ended.value = true;
  });
  effect(() => {
    const { worker } = me.told.value.value ?? {};
    if (!worker) return;
    const known = own.peek();
    if (!known) {
      const parts = { api, put, clock, storage, browser, drafts, shown, visible, reads, now: serverNow };
      own.value = openOwn(worker.name, parts);
      live.hurry();
    } else if (known.worker !== worker.name) ended.value = true;
  });
  effect(() => {
    const supervisor = me.told.value.value?.role === 'supervisor';
    live.watch(supervisor ? shown.value : undefined);
  });
  effect(() => {
    if (page.value === 'desk') reads.desk.read();
  });
  keepUp({ clock, browser, live, reads, reachable, visible, page, own, refresh });
  every(clock, 1_000, () => {
    now.value = serverNow();
  });
  refresh();
  reads.colleagues.read();

  return {
    me: me.told,
    work: work.told,
    desk: reads.desk.told,
    colleagues: reads.colleagues.told,
    connection: computed(() => (!reachable.value ? 'offline' : live.live.value ? 'live' : 'polling')),
    ended,
    now,
    shown,
    page,
    column,
    over,
    open,
    drafts,
    refusals,
    conversation: (thread) => conversations.of(thread).told,
    customer: (thread) => reads.customer(thread).told,
    isLost: reads.isLost,
    typing: typing.typing,
    unread: (task) => own.value?.seen.unread(task) ?? 0,
    ...acts,
    ...openSaying(own, shown),
    earlier: conversations.earlier,
    search: api.search,
    refresh() {
      refresh();
      live.hurry();
    },
    signOut() {
      own.peek()?.forget();
      session.signOut();
    },
  };
}

const openWebSocket = (address: string, token: string): Socket => new WebSocket(address, ['seaway.console', token]);
