import type { Task } from '../../../../lib/console/protocol/work.ts';
import { texts } from './texts.ts';

/** What was said last, on one line, and whether it was we who said it. */
export function LastLine({ last }: { last: Task['last'] }) {
  const { text = '', direction = 'in' } = last ?? {};
  return (
    <span class="task-last" dir="auto">
      {texts.said[direction](text)}
    </span>
  );
}
