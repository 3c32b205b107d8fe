import { clockTime } from '../../../times.ts';
import { Moment } from '../../moment.tsx';
import { useFullName } from '../full-name.ts';
import { texts } from '../texts.ts';
import { ContentView } from './content.tsx';
import type { Entry } from './entries.ts';
import { Failure } from './failure.tsx';
import type { Picture } from './light-box.tsx';
import { MarkView } from './mark-view.tsx';

type Parts = {
  entry: Entry;
  first: boolean;
  last: boolean;
  me: string;
  customer: string;
  /** Whether the agent may say something to the customer, and so say it again. */
  writes: boolean;
  show(picture: Picture): void;
};

/** A message: the customer's at the left, ours at the right, what the assistant and the system said in the middle. */
export function Bubble({ entry, first, last, me, customer, writes, show }: Parts) {
  const { side, by, content, deleted, edited, reactions, taken, mark, at } = entry;
  const fullName = useFullName();
  const who = whoOf(side, by, customer, fullName);
  const named = (side === 'us' && by !== me) || side === 'aside';
  const classes = [
    'message',
    `message-${side}`,
    first && 'is-first',
    last && 'is-last',
    mark?.state === 'failed' && 'is-failed',
  ];
  return (
    <li class={classes.filter(Boolean).join(' ')}>
      {first && named ? (
        <p class="message-by">{side === 'aside' ? texts.noteBy(who) : who}</p>
      ) : (
        <span class="hidden">{who}: </span>
      )}
      <div class="bubble" dir="auto">
        {deleted ? (
          <p class="bubble-deleted">{texts.deleted}</p>
        ) : (
          <ContentView content={content} taken={taken} show={show} />
        )}
        <p class="bubble-about">
          {edited && !deleted && <span class="is-edited">{texts.edited}</span>}
          <Moment at={at}>{clockTime(at)}</Moment>
          {mark && mark.state !== 'failed' && <MarkView mark={mark} />}
        </p>
      </div>
      {reactions.length > 0 && (
        <p class="reactions">
          <span class="hidden">{texts.reactions}</span>
          {reactions.join(' ')}
        </p>
      )}
      {mark?.state === 'failed' && <Failure entry={entry} mark={mark} writes={writes} />}
    </li>
  );
}

function whoOf(side: Entry['side'], by: string, customer: string, fullName: (name: string) => string): string {
  if (side === 'them') return customer;
  if (by === 'flow') return texts.assistant;
  if (by === 'system') return texts.system;
  return by === 'elsewhere' ? texts.elsewhere : fullName(by);
}
