import type { DeskReservation } from '../../desk.ts';
import type { DeskState } from '../protocol.ts';
import { ChannelMark } from './channels.tsx';
import { customerOf, lastSaid, wordsOf } from './customer-of.ts';
import { since, useNow } from './times.ts';

type TaskListProps = {
  tasks: DeskReservation[];
  threads: DeskState['threads'];
  current: string | undefined;
  open: (sid: string) => void;
};

/** The open tasks of an agent, with how long each customer has waited since the last word. */
export function TaskList({ tasks, threads, current, open }: TaskListProps) {
  const now = useNow();
  return (
    <ul class="tasks" aria-label="Open tasks">
      {tasks.map((task) => {
        const { name, channel } = customerOf(task);
        const lines = threads[task.thread]?.lines ?? [];
        const last = lines.at(-1);
        const waiting = last?.direction === 'in' && lastSaid(lines);
        return (
          <li key={task.sid}>
            <button
              type="button"
              aria-current={task.sid === current ? 'true' : undefined}
              onClick={() => open(task.sid)}
            >
              <ChannelMark channel={channel} />
              <span class="name">{name}</span>
              <span class="last">{task.status === 'wrapping' ? 'Wrapping up' : last && wordsOf(last)}</span>
              {waiting && <span class={`waits ${lateness(now - waiting.at)}`}>{since(waiting.at, now)}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Amber after 60 s without an answer, red after 180. */
const lateness = (waited: number): string => (waited > 180_000 ? 'late' : waited > 60_000 ? 'soon' : '');
