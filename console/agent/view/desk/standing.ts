import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { held, type Sort, type Standing, sorted } from './order.ts';

/**
 * The rows of a table as they are to stand: sorted, but for the time that the pointer is over them or the keyboard in them, when
 * each stays where it is. `handlers` belong to the element that holds the rows.
 */
export function useStanding<Row>({ rows, keyOf, of, sort }: Wanted<Row>) {
  const pointer = useSignal(false);
  const keyboard = useSignal(false);
  const before = useRef<{ rows: readonly Row[]; sort: Sort }>(undefined);

  const isHeld = (pointer.value || keyboard.value) && before.current?.sort === sort;
  const standing: readonly Standing<Row>[] = isHeld
    ? held(before.current?.rows ?? [], rows, keyOf)
    : sorted(rows, of, sort.down).map((row) => ({ row, gone: false }));
  before.current = { rows: standing.map(({ row }) => row), sort };

  const handlers = {
    onPointerEnter: () => {
      pointer.value = true;
    },
    onPointerLeave: () => {
      pointer.value = false;
    },
    onFocusIn: ({ target }: FocusEvent) => {
      keyboard.value = target instanceof Element && target.matches(':focus-visible');
    },
    onFocusOut: () => {
      keyboard.value = false;
    },
  };
  return { standing, handlers };
}

type Wanted<Row> = {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  of: (row: Row) => string | number | undefined;
  sort: Sort;
};
