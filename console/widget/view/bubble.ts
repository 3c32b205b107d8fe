import { h, type Tree } from '../dom.ts';
import type { Shown } from '../machine/shown.ts';

/** Where a message stands among those that one person says in a row. */
export type Standing = { first: boolean; last: boolean };

type Looks = Standing & { key?: string; from: Shown['from']; bare?: boolean; gone?: boolean | undefined; tap?(): void };

/** A bubble with what stands above, beside and below it. */
export const bubble = (
  { key, from, first, last, bare, gone, tap }: Looks,
  above: Tree,
  inside: Tree,
  beside?: Tree,
  ...below: Tree[]
): Tree =>
  h(
    'li',
    { key, class: `message ${from} ${first ? 'first' : ''} ${last ? 'last' : ''}`, part: `message ${from}` },
    above,
    h(
      'div',
      { class: 'row' },
      h(
        'div',
        {
          class: `bubble ${bare ? 'bare' : ''} ${gone ? 'gone' : ''}`,
          part: `bubble ${from}-bubble`,
          onclick: tap && (({ target }) => target instanceof Element && !target.closest(own) && tap()),
        },
        inside,
      ),
      beside,
    ),
    below,
  );

/** What does something of its own when it is tapped. */
const own = 'a, audio, video';
