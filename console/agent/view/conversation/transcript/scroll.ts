import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from './entries.ts';

type What = {
  entries: readonly Entry[];
  /** Another one whenever other items are on the page. */
  start: string;
  /** More is fetched by itself when one comes near the start. */
  fetches: boolean;
  more(): Promise<void>;
  me: string;
};

type Scroll = {
  box: RefObject<HTMLElement | null>;
  list: RefObject<HTMLOListElement | null>;
  /** Messages that came in below while one read further up. */
  unseen: number;
  toEnd(): void;
  /** To be called when it was scrolled, and before what is clicked in it changes. */
  scrolled(): void;
  hold(event: Event): void;
};

/** Pixels from the end that still count as being there, and from the start at which more is fetched. */
const near = { end: 40, start: 800 };

/** An item, and where its upper edge is to stay. */
type Held = { item: Element; top: number };

/**
 * Keeps what is read where it is: at the end it stays at the end; further up, whatever is added above or below, the item at
 * the upper edge stays where it was, and so does what is clicked.
 */
export function useScroll({ entries, start, fetches, more, me }: What): Scroll {
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  /** Undefined at the end. */
  const held = useRef<Held | undefined>(undefined);
  const top = useRef(0);
  const seen = useRef(new Set<string>());
  const [unseen, setUnseen] = useState(0);

  function see(): void {
    for (const { key } of entries) seen.current.add(key);
    setUnseen(0);
  }

  function toEnd(): void {
    held.current = undefined;
    settle();
    see();
  }

  /** Puts it back to where it was. */
  function settle(): void {
    const scroller = box.current;
    if (!scroller) return;
    if (held.current === undefined) scroller.scrollTop = scroller.scrollHeight;
    else if (held.current.item.isConnected) scroller.scrollTop += topOf(held.current.item) - held.current.top;
  }

  function scrolled(): void {
    const scroller = box.current;
    if (!scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    // What grows below is no reason to leave the end: only somebody who scrolls up does.
    const stays = held.current === undefined && scrollTop >= top.current;
    top.current = scrollTop;
    const atEnd = stays || scrollHeight - scrollTop - clientHeight < near.end;
    held.current = atEnd ? undefined : edgeOf(scroller, list.current);
    if (stays) settle();
    if (atEnd) see();
  }

  function hold({ target }: Event): void {
    const item = target instanceof Element && target.closest('li');
    if (item) held.current = { item, top: topOf(item) };
    // By the next frame it has grown or shrunk.
    requestAnimationFrame(scrolled);
  }

  useLayoutEffect(() => {
    const newest = entries.findLastIndex(({ key }) => seen.current.has(key));
    const fresh = entries.slice(newest + 1);
    if (held.current === undefined || fresh.some(({ side, by }) => side === 'us' && by === me)) return toEnd();
    settle();
    setUnseen(fresh.filter(({ by }) => by !== 'system').length);
  }, [entries, start]);

  useEffect(() => {
    const watch = new ResizeObserver(settle);
    if (box.current) watch.observe(box.current);
    if (list.current) watch.observe(list.current);
    return () => watch.disconnect();
  }, []);

  // Watched anew whenever the start is another, so that it goes on until the box is full, and stops where nothing came.
  useEffect(() => {
    const edge = list.current?.previousElementSibling;
    if (!fetches || !edge || !box.current) return undefined;
    const options = { root: box.current, rootMargin: `${near.start}px 0px 0px` };
    const watch = new IntersectionObserver((changes) => {
      if (changes.some(({ isIntersecting }) => isIntersecting)) void more();
    }, options);
    watch.observe(edge);
    return () => watch.disconnect();
  }, [start, fetches]);

  return { box, list, unseen, toEnd, scrolled, hold };
}

const topOf = (item: Element): number => item.getBoundingClientRect().top;

/** The message at the upper edge of what is seen, and where it is. They are in order, so that few are looked at. */
function edgeOf(scroller: Element, list: Element | null): Held | undefined {
  const items = list?.children;
  if (!items) return undefined;
  const edge = topOf(scroller);
  let [low, high] = [0, items.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((items[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
    else low = middle + 1;
  }
  // A label or a fold may be gone when more is read.
  let item = items[low] ?? null;
  while (item && !item.matches('.message')) item = item.nextElementSibling;
  return item ? { item, top: topOf(item) } : undefined;
}
