import { useState } from 'preact/hooks';
import { isEmoji, piecesOf } from '../../../../widget/links.ts';
import { texts } from '../texts.ts';
import { outward } from './card.tsx';

/** Characters above which a text is cut, as of an e-mail that quotes all before it, and how many are left of it. */
const long = { from: 2_000, to: 1_200 };

/** A text with its addresses as links; the start of a long one, with the rest behind a button. */
export function Text({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  const cut = text.length > long.from && !whole;
  return (
    <>
      <p class={isEmoji(text) ? 'bubble-text is-emoji' : 'bubble-text'}>
        {piecesOf(cut ? `${text.slice(0, long.to).toWellFormed()}…` : text).map(({ text: words, href }, index) =>
          href === undefined ? (
            words
          ) : (
            <a key={index} href={href} {...outward}>
              {words}
            </a>
          ),
        )}
      </p>
      {cut && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {texts.whole}
        </button>
      )}
    </>
  );
}
