import { computed, effect } from '@preact/signals';
import type { Offer } from '../../../lib/console/protocol/work.ts';
import type { Console } from '../state/types.ts';
import { texts } from '../texts.ts';
import { notify } from './notify.ts';
import { sound } from './tone.ts';

/** Milliseconds between two rings of a call. */
const callEvery = 3_000;

/** Makes offers heard, and seen in the title and outside of the page; never takes the focus. Gives what ends it. */
export function ringFor({ me, work, now, unread }: Console): () => void {
  const rung = new Map<string, number>();
  const live = computed(() => (work.value.value?.offers ?? []).filter(({ lapsesAt }) => lapsesAt > now.value));

  const stopRinging = effect(() => {
    for (const offer of live.value) {
      const last = rung.get(offer.reservation);
      if (last === undefined) tell(offer);
      else if (!offer.call || now.value - last < callEvery) continue;
      rung.set(offer.reservation, now.value);
      sound(offer.call ? 'call' : 'message');
    }
  });
  const stopTitling = effect(() => {
    const { title = document.title } = me.value.value?.settings ?? {};
    const { tasks = [] } = work.value.value ?? {};
    const count = live.value.length + tasks.reduce((sum, task) => sum + unread(task), 0);
    document.title = count > 0 ? texts.ring.title(count, title) : title;
  });
  return () => {
    stopRinging();
    stopTitling();
  };
}

function tell({ customer: { name }, transfer, call, last, reservation }: Offer): void {
  if (document.visibilityState === 'visible' && document.hasFocus()) return;
  const { ring } = texts;
  const title = transfer ? ring.transfer(transfer.from, name) : call ? ring.call(name) : ring.message(name);
  notify(title, last?.text ?? '', reservation);
}
