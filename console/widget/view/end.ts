/** How far from the end, in pixels, still counts as being there. */
const near = 60;

export type End = {
  /** To be called after everything that was drawn. */
  keep(): void;
  toEnd(): void;
};

/**
 * Keeps the end of a list in sight when something comes or the room changes, but not for somebody who has scrolled up to read:
 * they keep their place, also where earlier messages come above it. Tells `moved` whether the end is in sight.
 */
export function openEnd(list: Element, moved: (atEnd: boolean) => void): End {
  let atEnd = true;
  let height = list.scrollHeight;
  let top = topOf(list);

  const toEnd = () => {
    list.scrollTop = list.scrollHeight;
  };
  list.addEventListener('scroll', () => {
    const now = list.scrollTop + list.clientHeight >= list.scrollHeight - near;
    if (now !== atEnd) moved(now);
    atEnd = now;
  });
  const room = new ResizeObserver(() => {
    if (atEnd) toEnd();
  });
  room.observe(list);
  for (const child of list.children) room.observe(child);

  return {
    toEnd,
    keep() {
      if (atEnd) toEnd();
      else if (topOf(list) !== top) list.scrollTop += list.scrollHeight - height;
      height = list.scrollHeight;
      top = topOf(list);
    },
  };
}

const topOf = (list: Element) => list.querySelector('.message');
