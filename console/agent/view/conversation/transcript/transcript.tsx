import { useSignal } from '@preact/signals';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Conversation } from '../../../../../lib/console/protocol/conversation.ts';
import { useConsole } from '../../../state/context.ts';
import { mayWrite, type Standing } from '../standing.ts';
import { texts } from '../texts.ts';
import { Bubble } from './bubble.tsx';
import { type Entry, entriesOf } from './entries.ts';
import { Fold } from './fold.tsx';
import { type Item, itemsOf } from './items.ts';
import { Label } from './label.tsx';
import { LightBox, type Picture } from './light-box.tsx';
import { earlierThan, startOf } from './part.ts';
import { useScroll } from './scroll.ts';
import { summaryOf } from './summary.ts';
import { Typing } from './typing.tsx';

/** All that was said, on all channels in one order. A part of it is on the page; more comes as one scrolls up. */
export function Transcript({ conversation, standing }: { conversation: Conversation; standing: Standing }) {
  const { me, now, sending, earlier } = useConsole();
  const { thread, lines, customer } = conversation;
  const openedAt = useRef(now.peek());
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [since, setSince] = useState<number>();
  const [reading, setReading] = useState<'no' | 'now' | 'failed'>('no');
  const picture = useSignal<Picture | undefined>(undefined);
  const name = me.value.value?.worker.name ?? '';

  const entries = useMemo(() => {
    const mine = sending.value.filter(({ task }) => task === thread);
    return entriesOf(lines, mine, name);
  }, [lines, sending.value, thread, name]);
  const items = useMemo(() => itemsOf(entries, openedAt.current, toggled), [entries, toggled]);
  const times = useMemo(() => items.map(({ time }) => time), [items]);
  const start = startOf(times, since);
  const hasEarlier = start > 0 || conversation.earlier !== undefined;

  async function more(): Promise<void> {
    if (start > 0) return setSince(earlierThan(times, start));
    if (conversation.earlier === undefined || reading === 'now') return;
    setReading('now');
    await earlier(thread).then(
      () => {
        setSince(0);
        setReading('no');
      },
      // Not again by itself, but by the button.
      () => setReading('failed'),
    );
  }

  const { box, list, unseen, toEnd, scrolled, hold } = useScroll({
    entries,
    start: `${start} of ${items.length}`,
    fetches: hasEarlier && reading === 'no',
    more,
    me: name,
  });

  return (
    <div class="transcript">
      <section
        ref={box}
        class="transcript-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys as well.
        tabIndex={0}
        aria-label={texts.said}
        onScroll={scrolled}
      >
        {hasEarlier && (
          <button type="button" class="transcript-earlier" disabled={reading === 'now'} onClick={() => void more()}>
            {readingTexts[reading]}
          </button>
        )}
        {entries.length === 0 && <p class="sentence">{texts.silent}</p>}
        <ol ref={list} class="transcript-list" onClickCapture={hold}>
          {items.slice(start).map((item) => (
            <ItemView
              key={item.key}
              item={item}
              conversation={conversation}
              me={name}
              writes={mayWrite(standing)}
              toggle={() => setToggled(toggledAt(toggled, item.key))}
              show={(shown) => {
                picture.value = shown;
              }}
            />
          ))}
        </ol>
      </section>
      {unseen > 0 && (
        <button type="button" class="transcript-new" onClick={toEnd}>
          {texts.unseen(unseen)}
        </button>
      )}
      <Typing conversation={conversation} />
      <p class="hidden" aria-live="polite">
        {heard(entries, openedAt.current, customer.name)}
      </p>
      <LightBox picture={picture} />
    </div>
  );
}

const readingTexts = { no: texts.earlier, now: texts.earlierComing, failed: texts.earlierFailed };

type Showing = {
  item: Item;
  conversation: Conversation;
  me: string;
  writes: boolean;
  toggle(): void;
  show(picture: Picture): void;
};

function ItemView({ item, conversation, toggle, ...rest }: Showing) {
  switch (item.type) {
    case 'label':
      return <Label item={item} addresses={conversation.addresses} />;
    case 'fold':
      return <Fold item={item} toggle={toggle} />;
    case 'entry':
      return <Bubble {...item} {...rest} customer={conversation.customer.name} />;
  }
}

const toggledAt = (toggled: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  new Set(toggled.has(key) ? [...toggled].filter((one) => one !== key) : [...toggled, key]);

/** What the customer, or the system, said last since the conversation was opened, to be read out. */
function heard(entries: readonly Entry[], openedAt: number, name: string): string | undefined {
  const last = entries.findLast(({ side, by }) => side === 'them' || by === 'system');
  if (!last || last.at <= openedAt) return undefined;
  return `${last.side === 'them' ? name : texts.system}: ${summaryOf(last.content)}`;
}
