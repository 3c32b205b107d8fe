import type { Desk } from '../../../../lib/console/protocol/desk.ts';
import { useConsole } from '../../state/context.ts';
import { texts } from './texts.ts';

type Agent = Desk['agents'][number];

/** How much of an agent's capacity is taken, 0 to 1, over all channels: what they are compared by. */
export function loadOf({ load }: Agent): number {
  const sum = (of: (one: Agent['load'][number]) => number) => load.reduce((total, one) => total + of(one), 0);
  const capacity = sum((one) => one.capacity);
  return sum(({ tasks }) => tasks) / Math.max(1, capacity);
}

/** A small meter for every channel on which an agent may have something. */
export function Load({ load }: Pick<Agent, 'load'>) {
  const { me } = useConsole();
  const titleOf = (name: string) => me.value.value?.load.find(({ channel }) => channel === name)?.title ?? name;
  return (
    <ul class="desk-load">
      {load
        .filter(({ tasks, capacity }) => tasks + capacity > 0)
        .map(({ channel, tasks, capacity }) => (
          <li key={channel} class={tasks >= capacity ? 'is-full' : ''}>
            {texts.loadOf(titleOf(channel), tasks, capacity)}
            <span class="desk-meter" aria-hidden="true">
              <span style={{ inlineSize: `${Math.min(100, (100 * tasks) / Math.max(1, capacity))}%` }} />
            </span>
          </li>
        ))}
    </ul>
  );
}
