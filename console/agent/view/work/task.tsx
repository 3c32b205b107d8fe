import type { Task } from '../../../../lib/console/protocol/work.ts';
import { useConsole } from '../../state/context.ts';
import { texts } from '../../texts.ts';
import { fill, lasted } from '../../words.ts';
import { Face } from './face.tsx';
import { LastLine } from './last-line.tsx';

/** An open conversation, on the list: who, what was said last, how long they have waited. */
export function TaskView({ task, gone }: { task: Task; gone: boolean }) {
  const { shown, column, unread, refusals } = useConsole();
  const { thread, customer, channel } = task;
  const news = unread(task);
  const isShown = shown.value === thread;
  return (
    <li class={gone ? 'is-gone' : ''} inert={gone}>
      <button
        type="button"
        class="task"
        aria-current={isShown ? 'true' : undefined}
        onClick={() => {
          shown.value = thread;
          column.value = 'conversation';
        }}
      >
        <Face name={customer.name} channel={channel} />
        <span class="task-about">
          <span class="task-name">
            <span dir="auto">{customer.name}</span>
            {customer.vip && <span class="vip">{texts.work.vip}</span>}
          </span>
          <State task={task} />
        </span>
        <span class="task-end">
          <Waiting task={task} />
          {news > 0 && (
            <span class="count" role="img" aria-label={fill(texts.work.unread, { count: news })}>
              {news > 99 ? '99+' : news}
            </span>
          )}
        </span>
      </button>
      {!isShown && refusals.value[thread] !== undefined && <p class="refusal task-refusal">{refusals.value[thread]}</p>}
    </li>
  );
}

/** The one thing that matters most about it now. */
function State({ task }: { task: Task }) {
  const { typing } = useConsole();
  const { state, part, call, transfer, last, thread } = task;
  if (state === 'wrapping') return <span class="task-state">{texts.work.wrapping}</span>;
  if (typing.value.has(thread)) return <span class="task-state">{texts.work.typing}</span>;
  if (part === 'joined') return <span class="task-state">{texts.work.joined}</span>;
  if (transfer)
    return <span class="task-state">{fill(texts.work.handingOver[transfer.state], { to: transfer.to })}</span>;
  if (call) return <span class="task-state">{texts.work.call}</span>;
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
      <span class="hidden">{fill(texts.work.waits, { time: '' })}</span>
      {lasted(waited)}
    </span>
  );
}
