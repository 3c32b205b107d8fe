import { useConsole } from '../../state/context.ts';
import { texts } from '../../texts.ts';
import { fill } from '../../words.ts';

/** How many wait, and where. */
export function Queues() {
  const { queues = [] } = useConsole().colleagues.value.value ?? {};
  const count = queues.reduce((sum, { waiting }) => sum + waiting, 0);
  return (
    <>
      <button type="button" class="bar-button waiting" popovertarget="queues">
        {count === 0 ? texts.bar.waiting.none : fill(texts.bar.waiting.some, { count })}
      </button>
      <ul class="bar-over queues" id="queues" popover="auto">
        {queues.map((queue) => (
          <li key={queue.name}>{fill(texts.bar.queue, queue)}</li>
        ))}
      </ul>
    </>
  );
}
