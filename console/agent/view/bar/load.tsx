import { useConsole } from '../../state/context.ts';
import { texts } from './texts.ts';

/** How much the agent holds of what they may, per kind of task. */
export function Load() {
  const { load = [] } = useConsole().me.value.value ?? {};
  return (
    <ul class="load">
      {load.map(({ channel, title, tasks, capacity }) => (
        <li
          key={channel}
          class={tasks >= capacity ? 'load-part is-full' : 'load-part'}
          title={texts.load(title, tasks, capacity)}
        >
          {title}{' '}
          <strong>
            {tasks}/{capacity}
          </strong>
        </li>
      ))}
    </ul>
  );
}
