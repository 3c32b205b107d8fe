import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { type Place, usePointer, useSteady } from '../steady.ts';
import { type Sort, sorted } from './order.ts';

type Wanted<Row> = {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  of: (row: Row) => string | number | undefined;
  sort: Sort;
};

/**
 * The rows of a table as they are to stand: sorted, but for the time that the pointer is over them or the keyboard in them, when
 * each stays where it is, and new ones come last. `handlers` belong to the element that holds the rows.
 */
export function useRows<Row>({ rows, keyOf, of, sort }: Wanted<Row>) {
  const pointer = usePointer();
  const hasKeyboard = useSignal(false);
  const sortedBy = useRef(sort);

  const isHeld = (pointer.isOver.value || hasKeyboard.value) && sortedBy.current === sort;
  const { all, late } = useSteady(sorted(rows, of, sort.down), keyOf, isHeld);
  const places: readonly Place<Row>[] = [...all, ...late];
  sortedBy.current = sort;

  const handlers = {
    ...pointer.handlers,
    onFocusIn: ({ target }: FocusEvent) => {
      hasKeyboard.value = target instanceof Element && target.matches(':focus-visible');
    },
    onFocusOut: () => {
      hasKeyboard.value = false;
    },
  };
  return { places, handlers };
}
