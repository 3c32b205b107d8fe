import { useConsole } from '../../state/context.ts';
import { fill } from '../../words.ts';
import { useFullName } from '../conversation/full-name.ts';
import type { Known } from './attribute.tsx';
import { dayOf, momentOf } from './dates.ts';
import { texts } from './texts.ts';

/** Who wrote an attribute down, and on which day; the title says it in full. */
export function Source({ by, at }: Pick<Known, 'by' | 'at'>) {
  const { now } = useConsole();
  const fullName = useFullName();
  if (by === undefined) return null;
  const who = by === 'flow' || by === 'channel' ? texts.sources[by] : fullName(by);
  if (at === undefined)
    return (
      <span class="customer-source" title={fill(texts.writtenBy, { who })}>
        {who}
      </span>
    );
  return (
    <span class="customer-source" title={fill(texts.writtenByAt, { who, when: momentOf(at) })}>
      {who} · <time dateTime={new Date(at).toISOString()}>{dayOf(at, now.value)}</time>
    </span>
  );
}
