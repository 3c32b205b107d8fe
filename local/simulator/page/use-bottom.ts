import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** How far from the end, in pixels, still counts as being there. */
const near = 40;

/** Keeps the end of a list in sight when `what` or the room changes, but not for somebody who has scrolled up to read. */
export function useBottom<Element extends HTMLElement>(what: string): RefObject<Element | null> {
  const list = useRef<Element>(null);
  const atEnd = useRef(true);

  const toEnd = () => {
    if (atEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  };
  useLayoutEffect(toEnd, [what]);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    element.onscroll = () => {
      atEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - near;
    };
    const room = new ResizeObserver(toEnd);
    room.observe(element);
    // A picture grows when it has come.
    for (const child of element.children) room.observe(child);
    return () => room.disconnect();
  }, []);
  return list;
}
