import type { Signal } from '@preact/signals';
import type { Browser } from './browser.ts';
import { type Clock, every } from './clock.ts';
import type { Live } from './live.ts';
import type { Own } from './own.ts';
import type { Reads } from './reads.ts';

export type KeepUpOptions = {
  clock: Clock;
  browser: Browser;
  live: Live;
  reads: Reads;
  reachable: Signal<boolean>;
  visible: Signal<boolean>;
  page: Signal<'work' | 'desk'>;
  own: Signal<Own | undefined>;
  /** Reads everything that somebody looks at. */
  refresh(): void;
};

/** Milliseconds between two readings while no socket tells of changes, and of what no socket tells of. */
const polling = 15_000;
/** With a socket a push may be lost still, as nobody tries one again. */
const slowPolling = 60_000;
const deskPolling = 10_000;
const colleaguesPolling = 30_000;

/** Reads again what may have changed without a push, as long as the page lives. */
export function keepUp({ clock, browser, live, reads, reachable, visible, page, own, refresh }: KeepUpOptions): void {
  browser.onChange(() => {
    visible.value = browser.visible();
    if (!browser.online()) reachable.value = false;
    else if (!live.live.peek() || !reachable.peek()) refresh();
    live.hurry();
  });
  every(clock, polling, () => {
    if (!live.live.peek() || !reachable.peek()) refresh();
    // What a tab that was closed had not sent yet.
    else own.peek()?.outbox.hurry();
  });
  every(clock, slowPolling, () => {
    if (live.live.peek() && visible.peek()) refresh();
  });
  every(clock, deskPolling, () => {
    if (page.peek() === 'desk' && visible.peek()) reads.desk.read();
  });
  every(clock, colleaguesPolling, () => {
    if (visible.peek()) reads.colleagues.read();
  });
}
