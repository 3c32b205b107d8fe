import type { Parked } from '../../../../lib/console/protocol/work.ts';
import { useConsole } from '../../state/context.ts';
import { texts } from '../../texts.ts';
import { fill, lasted } from '../../words.ts';
import { Face } from './face.tsx';
import { LastLine } from './last-line.tsx';

/** A conversation that was set aside: it can be looked at, and taken up again. */
export function ParkedView({ parked }: { parked: Parked }) {
  const { shown, column, now, deed } = useConsole();
  const { thread, customer, channel, last, at } = parked;
  return (
    <li class="parked-one">
      <button
        type="button"
        class="task"
        aria-current={shown.value === thread ? 'true' : undefined}
        onClick={() => {
          shown.value = thread;
          column.value = 'conversation';
        }}
      >
        <Face name={customer.name} channel={channel} />
        <span class="task-about">
          <span class="task-name">
            <span dir="auto">{customer.name}</span>
          </span>
          <LastLine last={last} />
        </span>
        <span class="task-waiting">{fill(texts.work.since, { time: lasted(now.value - at) })}</span>
      </button>
      <button type="button" class="button parked-resume" onClick={() => void deed(thread, { type: 'resume' })}>
        {texts.work.resume}
      </button>
    </li>
  );
}
