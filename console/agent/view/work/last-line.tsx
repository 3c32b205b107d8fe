import type { Task } from '../../../../lib/console/protocol/work.ts';
import { texts } from '../../texts.ts';
import { fill } from '../../words.ts';

/** What was said last, on one line, and whether it was we who said it. */
export function LastLine({ last }: { last: Task['last'] }) {
  const { text = '', direction = 'in' } = last ?? {};
  return (
    <span class="task-last" dir="auto">
      {fill(by[direction], { text })}
    </span>
  );
}

const by = { in: '{text}', out: texts.work.yours, aside: texts.work.aside };
