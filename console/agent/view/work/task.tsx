import type { Task } from '../../../../lib/console/protocol/work.ts';
import { useConsole } from '../../state/context.ts';
import { lasted } from '../../times.ts';
import { Refusal } from '../refusal.tsx';
import { Vip } from '../vip.tsx';
import { Face } from './face.tsx';
import { LastLine } from './last-line.tsx';
import { texts } from './texts.ts';

/** An open conversation, on the list: who, what was said last, how long they have waited. */
export function TaskView({ task, gone }: { task: Task; gone: boolean }) {
  const { shown, open, unread, refusals } = useConsole();
  const { thread, customer, channel } = task;
  const news = unread(task);
  const isShown = shown.value === thread;
  return (
    <li class={gone ? 'is-gone' : ''} inert={gone}>
      <button type="button" class="task" aria-current={isShown ? 'true' : undefined} onClick={() => open(thread)}>
        <Face name={customer.name} channel={channel} />
        <span class="task-about">
          <span class="task-name">
            <span dir="auto">{customer.name}</span>
            {customer.vip && <Vip />}
          </span>
          <State task={task} />
        </span>
        <span class="task-end">
          <Waiting task={task} />
          {news > 0 && (
            <span class="count" role="img" aria-label={texts.unread(news)}>
              {news > 99 ? '99+' : news}
            </span>
          )}
        </span>
      </button>
      {!isShown && <Refusal why={refusals.value[thread]} />}
    </li>
  );
}

/** The one thing that matters most about it now. */
function State({ task }: { task: Task }) {
  const { typing } = useConsole();
  const { state, part, call, transfer, last, thread } = task;
  if (state === 'wrapping') return <span class="task-state">{texts.wrapping}</span>;
  if (typing.value.has(thread)) return <span class="task-state">{texts.typing}</span>;
  if (part === 'joined') return <span class="task-state">{texts.joined}</span>;
  if (transfer) {
    const words = transfer.state === 'joined' ? texts.hasJoined : texts.asked;
    return <span class="task-state">{words(transfer.to)}</span>;
  }
  if (call) return <span class="task-state">{texts.call}</span>;
  return <LastLine last={last} />;
}

/** Since when the customer waits for this agent: amber and red after what the operator decided. */
function Waiting({ task: { waitingSince, state } }: { task: Task }) {
  const { now, me } = useConsole();
  if (waitingSince === undefined || state === 'wrapping') return null;
  const waited = now.value - waitingSince;
  const { amber = Number.POSITIVE_INFINITY, red = Number.POSITIVE_INFINITY } = me.value.value?.settings.waiting ?? {};
  const level = waited >= red * 1_000 ? 'is-red' : waited >= amber * 1_000 ? 'is-amber' : '';
  return (
    <span class={`task-waiting ${level}`}>
      <span class="hidden">{texts.waits} </span>
      {lasted(waited)}
    </span>
  );
}
