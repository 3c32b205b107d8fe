import { useConsole } from '../../state/context.ts';
import { dateOf } from '../../times.ts';
import { useFullName } from '../conversation/full-name.ts';
import { Moment } from '../moment.tsx';
import type { Known } from './attribute.tsx';
import { texts } from './texts.ts';

/** Who wrote an attribute down, and on which day. */
export function Source({ by, at }: Pick<Known, 'by' | 'at'>) {
  const { now } = useConsole();
  const fullName = useFullName();
  if (by === undefined) return null;
  const who = by === 'flow' || by === 'channel' ? texts.sources[by] : fullName(by);
  return (
    <span class="customer-source" title={texts.writtenBy(who)}>
      {who}
      {at !== undefined && ' · '}
      {at !== undefined && <Moment at={at}>{dateOf(at, now.value)}</Moment>}
    </span>
  );
}
