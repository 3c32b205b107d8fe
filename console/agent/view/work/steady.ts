import { useRef } from 'preact/hooks';

export type Steady<Item> = {
  /** In their places; `gone` ones are there no more, and keep their place only. */
  all: { item: Item; gone: boolean }[];
  /** Those that came while the places were held. */
  late: Item[];
};

/** A list whose places stay while they are held, as under a pointer, and are those of `items` again afterwards. */
export function useSteady<Item>(items: readonly Item[], keyOf: (item: Item) => string, held: boolean): Steady<Item> {
  const places = useRef<readonly Item[]>([]);
  const steady = held ? keepPlaces(places.current, items, keyOf) : { all: items.map(inPlace), late: [] };
  places.current = steady.all.map(({ item }) => item);
  return steady;
}

/** The pure part: what was shown, in its places, with what is known of it now. */
export function keepPlaces<Item>(
  shown: readonly Item[],
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Steady<Item> {
  const now = new Map(items.map((item) => [keyOf(item), item]));
  const all = shown.map((item) => ({ item: now.get(keyOf(item)) ?? item, gone: !now.has(keyOf(item)) }));
  const known = new Set(shown.map(keyOf));
  return { all, late: items.filter((item) => !known.has(keyOf(item))) };
}

const inPlace = <Item>(item: Item) => ({ item, gone: false });
