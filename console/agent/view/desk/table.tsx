import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Sort } from './order.ts';
import { useRows } from './rows.ts';

export type Column<Row> = {
  name: string;
  title: string;
  /** By what it is sorted; without it, it is not. */
  of?: (row: Row) => string | number | undefined;
  cell: (row: Row) => ComponentChildren;
  isFigure?: true;
  /** The first click sorts it from the greatest down, as figures are. */
  startsDown?: true;
  hint?: string;
};

type Props<Row> = {
  title: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** How it is sorted until somebody chooses. */
  sort: Sort;
  /** The sentence where there are no rows. */
  empty: string;
  /** A sentence above the rows. */
  advice?: ComponentChildren;
  /** It needs the whole width. */
  isWide?: true;
};

/** A table that is sorted by its headers; the first column heads its rows. */
export function Table<Row>({ title, columns, rows, keyOf, sort: first, empty, advice, isWide }: Props<Row>) {
  const id = useId();
  const sort = useSignal(first);
  const { by, down } = sort.value;
  const of = columns.find(({ name }) => name === by)?.of ?? keyOf;
  const { places, handlers } = useRows({ rows, keyOf, of, sort: sort.value });
  const turn = ({ name, isFigure, startsDown }: Column<Row>) => {
    sort.value = { by: name, down: name === by ? !down : (isFigure ?? startsDown ?? false) };
  };
  return (
    <section class={isWide ? 'desk-section is-wide' : 'desk-section'} aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="quiet">{rows.length}</span>
      </h2>
      {places.length === 0 ? (
        <p class="sentence">{empty}</p>
      ) : (
        <>
          {advice && <p class="desk-advice">{advice}</p>}
          <div class="desk-scroll">
            <table aria-labelledby={id}>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <Header key={column.name} column={column} sort={sort.value} turn={turn} />
                  ))}
                </tr>
              </thead>
              <tbody {...handlers}>
                {places.map(({ item: row, gone }) => (
                  <tr key={keyOf(row)} class={gone ? 'is-gone' : ''}>
                    {columns.map(({ name, title: header, cell, isFigure }, index) =>
                      index === 0 ? (
                        <th key={name} scope="row">
                          {cell(row)}
                        </th>
                      ) : (
                        <td key={name} class={isFigure ? 'is-figure' : ''} data-title={header}>
                          {cell(row)}
                        </td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

type HeaderProps<Row> = { column: Column<Row>; sort: Sort; turn: (column: Column<Row>) => void };

function Header<Row>({ column, sort, turn }: HeaderProps<Row>) {
  const { name, title, of, isFigure, hint } = column;
  const look = isFigure ? 'is-figure' : '';
  if (!of)
    return (
      <th scope="col" class={look}>
        {title}
      </th>
    );
  const isSorted = sort.by === name;
  return (
    <th scope="col" class={look} aria-sort={isSorted ? (sort.down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" class="desk-sort" title={hint} onClick={() => turn(column)}>
        {title}
        <span aria-hidden="true" class="desk-arrow">
          {isSorted ? (sort.down ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}
