import type { DeskLine } from '../../desk.ts';
import { wordsOf } from './customer-of.ts';
import { Icon } from './icons.tsx';
import { Media } from './media.tsx';
import { timeOf } from './times.ts';
import { useBottom } from './use-bottom.ts';

/** What was said on a thread by everybody, the bot too. */
export function Transcript({ lines }: { lines: DeskLine[] | undefined }) {
  const list = useBottom<HTMLDivElement>(JSON.stringify(lines?.length));
  return (
    <div class="transcript" ref={list} role="log" aria-label="What was said">
      {!lines && <p class="empty">Fetching what was said …</p>}
      <ol>
        {lines?.map((line) => (
          <Line key={line.sk} line={line} />
        ))}
      </ol>
    </div>
  );
}

function Line({ line }: { line: DeskLine }) {
  const { at, by, direction, status, reason } = line;
  const from = by === 'flow' || by === 'system' ? 'bot' : direction === 'in' ? 'customer' : 'agent';
  // What happened in a call was said by nobody.
  const who = { customer: '', bot: direction === 'out' && 'Bot', agent: by }[from];
  return (
    <li class={`line by-${from}`}>
      <p class={status === 'failed' ? 'said failed' : 'said'}>
        <FileOf content={line.content} />
        {wordsOf(line)}
      </p>
      <p class="meta">
        {who && <span>{who}</span>}
        <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
        {direction === 'out' && <Delivery status={status} reason={reason} />}
      </p>
    </li>
  );
}

/** A file that is kept with us; one that is kept out has no address, and its words say why. */
function FileOf({ content: { url, mediaType, name } }: Pick<DeskLine, 'content'>) {
  return url && mediaType ? <Media url={url} mediaType={mediaType} name={name} /> : null;
}

const marks = {
  queued: { icon: 'clock', title: 'On its way' },
  sent: { icon: 'tick', title: 'Sent' },
  delivered: { icon: 'ticks', title: 'Delivered' },
  read: { icon: 'ticks', title: 'Read' },
} as const;

function Delivery({ status, reason }: { status: string; reason: string | undefined }) {
  if (status === 'failed')
    return (
      <span class="refused">
        <Icon name="fault" /> Not delivered{reason && `: ${reason}`}
      </span>
    );
  const [, mark] = Object.entries(marks).find(([name]) => name === status) ?? [];
  return mark ? (
    <span class={`delivery ${status}`}>
      <Icon name={mark.icon} title={mark.title} />
    </span>
  ) : null;
}
