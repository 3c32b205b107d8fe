import { effect, type Signal } from '@preact/signals';
import * as z from 'zod';
import type { Work } from '../../../lib/console/protocol/work.ts';
import type { Kept } from './kept.ts';

/** Opens, when the page is loaded again, the conversation that was shown, if it is still this worker's. */
export function keepPlace(kept: Kept, shown: Signal<string | undefined>, work: () => Work | undefined): void {
  const before = kept.all('place', z.string()).get('shown');
  let returned = false;
  effect(() => {
    const { tasks = [], parked = [] } = work() ?? {};
    if (!returned && work()) {
      returned = true;
      if (shown.peek() === undefined && [...tasks, ...parked].some(({ thread }) => thread === before))
        shown.value = before;
    }
    if (returned && shown.value !== undefined) kept.keep('place', 'shown', shown.value);
  });
}
