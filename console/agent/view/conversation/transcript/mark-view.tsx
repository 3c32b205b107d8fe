import { Icon, type IconName } from '../../icon.tsx';
import { texts } from '../texts.ts';
import type { Mark } from './mark.ts';

type Fine = Exclude<Mark['state'], 'failed'>;

const icons: Record<Fine, IconName> = { waiting: 'clock', sent: 'tick', delivered: 'ticks', read: 'ticks' };

/** How far a message got, in one mark. */
export function MarkView({ mark: { state, uploaded } }: { mark: Mark }) {
  if (state === 'failed') return null;
  const words = uploaded === undefined ? texts.marks[state] : texts.uploading(Math.round(uploaded * 100));
  return (
    <span class={`mark mark-${state}`} title={words}>
      {uploaded !== undefined && <span aria-hidden="true">{Math.round(uploaded * 100)} %</span>}
      <Icon name={icons[state]} />
      <span class="hidden">{words}</span>
    </span>
  );
}
