import { useConsole } from '../../state/context.ts';
import { texts } from './texts.ts';

/** How many wait, and where. */
export function Queues() {
  const { queues = [] } = useConsole().colleagues.value.value ?? {};
  const count = queues.reduce((sum, { waiting }) => sum + waiting, 0);
  return (
    <>
      <button type="button" class="bar-button waiting" popovertarget="queues">
        {texts.waiting(count)}
      </button>
      <ul class="bar-over queues" id="queues" popover="auto">
        {queues.map(({ name, waiting, available }) => (
          <li key={name}>{texts.queue(name, waiting, available)}</li>
        ))}
      </ul>
    </>
  );
}
