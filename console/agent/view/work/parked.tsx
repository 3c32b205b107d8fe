import type { Parked } from '../../../../lib/console/protocol/work.ts';
import { useConsole } from '../../state/context.ts';
import { lasted } from '../../times.ts';
import { Face } from './face.tsx';
import { LastLine } from './last-line.tsx';
import { texts } from './texts.ts';

/** A conversation that was set aside: it can be looked at, and taken up again. */
export function ParkedView({ parked }: { parked: Parked }) {
  const { shown, open, now, deed } = useConsole();
  const { thread, customer, channel, last, at } = parked;
  return (
    <li class="parked-one">
      <button
        type="button"
        class="task"
        aria-current={shown.value === thread ? 'true' : undefined}
        onClick={() => open(thread)}
      >
        <Face name={customer.name} channel={channel} />
        <span class="task-about">
          <span class="task-name">
            <span dir="auto">{customer.name}</span>
          </span>
          <LastLine last={last} />
        </span>
        <span class="task-waiting">{texts.since(lasted(now.value - at))}</span>
      </button>
      <button type="button" class="button parked-resume" onClick={() => void deed(thread, { type: 'resume' })}>
        {texts.resume}
      </button>
    </li>
  );
}
