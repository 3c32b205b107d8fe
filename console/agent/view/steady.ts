import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

export type Place<Item> = { item: Item; gone: boolean };

export type Steady<Item> = {
  /** In their places; `gone` ones are there no more, and keep their place only. */
  all: Place<Item>[];
  /** Those that came while the places were held. */
  late: Place<Item>[];
};

/** A list whose places stay while they are held, as under a pointer, and are those of `items` again afterwards. */
export function useSteady<Item>(items: readonly Item[], keyOf: (item: Item) => string, isHeld: boolean): Steady<Item> {
  const places = useRef<Steady<Item>>({ all: [], late: [] });
  places.current = isHeld ? keepPlaces(places.current, items, keyOf) : { all: items.map(inPlace), late: [] };
  return places.current;
}

/** The pure part: what stood there, each in its place with what is known of it now, and behind it what has come since. */
export function keepPlaces<Item>(
  { all, late }: Steady<Item>,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Steady<Item> {
  const now = new Map(items.map((item) => [keyOf(item), item]));
  const asNow = ({ item }: Place<Item>): Place<Item> => ({
    item: now.get(keyOf(item)) ?? item,
    gone: !now.has(keyOf(item)),
  });
  const known = new Set([...all, ...late].map(({ item }) => keyOf(item)));
  const fresh = items.filter((item) => !known.has(keyOf(item))).map(inPlace);
  return { all: all.map(asNow), late: [...late.map(asNow), ...fresh] };
}

const inPlace = <Item>(item: Item): Place<Item> => ({ item, gone: false });

/** Whether a mouse is over an element, and what that element has to listen to for it. */
export function usePointer() {
  const isOver = useSignal(false);
  const handlers = {
    onPointerEnter: ({ pointerType }: PointerEvent) => {
      isOver.value = pointerType === 'mouse';
    },
    onPointerLeave: () => {
      isOver.value = false;
    },
  };
  return { isOver, handlers };
}
