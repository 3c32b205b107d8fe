import { openBusiness } from './business.ts';
import { openDisk } from './disk.ts';
import { openTab, type Tab } from './tab.ts';

export type World = ReturnType<typeof openWorld>;

/** The business, and a visitor's browser with so many tabs. Time passes by a millisecond whenever somebody looks at it. */
export function openWorld(tabs = 1) {
  let time = 1_000;
  let blocked = false;
  const now = () => {
    time += 1;
    return time;
  };
  const disk = openDisk();
  const business = openBusiness(now);
  const place = { disk, business, now, isBlocked: () => blocked };
  const first = openTab(place);
  const all: Tab[] = [first, ...Array.from({ length: tabs - 1 }, () => openTab(place))];

  return {
    disk,
    business,
    first,
    tabs: all,
    tab: (which: number): Tab => all[which % all.length] ?? first,

    /** The business says something in so many parts, which are pushed so many times to whoever is connected. */
    answer(id: string, parts: number, times: number): void {
      const pushes = business.answer(id, parts);
      for (const tab of all) tab.push(pushes, times);
    },

    /** WebSockets are stopped by somebody on the way, or let through. */
    block(so: boolean): void {
      blocked = so;
    },

    /** Nothing stands in the way any more, until nothing happens any more. */
    settle(): void {
      blocked = false;
      for (const tab of all) {
        tab.forgive();
        tab.happen({ type: 'want' });
      }
      for (let rounds = 0; rounds < 4; rounds += 1) {
        while (disk.tell() || business.isBusy() || !all.every((tab) => tab.isIdle())) {
          for (const tab of all) if (tab.hasNews()) tab.arrive(0);
          business.work();
          for (const tab of all) if (!tab.hasNews()) tab.wake();
        }
        for (const tab of all) tab.happen({ type: 'tick' });
      }
    },
  };
}
