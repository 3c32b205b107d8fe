export type Piece = { text: string; href?: string };

/**
 * A text in pieces, its web and mail addresses as links. Only these two kinds become links, whatever is written: a link that
 * runs a script cannot come about. What ends a sentence or closes a bracket behind an address is none of it.
 */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(addresses)) {
    const address = trimmed(found);
    const href = address.includes('://') ? address : `mailto:${address}`;
    if (!URL.canParse(href)) continue;
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push({ text: address, href });
    end = index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

const addresses = /\bhttps?:\/\/[^\s<>"']+|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b/gi;

function trimmed(address: string): string {
  const bare = address.replace(/[.,:;!?…。、，；！？」』）]+$/u, '');
  const closing = /[)\]]$/.exec(bare)?.[0];
  const opening = closing === ')' ? '(' : '[';
  return closing && !bare.includes(opening) ? trimmed(bare.slice(0, -1)) : bare;
}

/** A file's address as it may stand in a link or a picture; undefined where it could be anything else. */
export const safeAddress = (url: string): string | undefined => (/^(https?:\/\/|blob:)/.test(url) ? url : undefined);

/** One to three emoji and nothing else are shown large. */
export const isEmoji = (text: string): boolean =>
  /^(?:\p{RI}{2}|\p{Extended_Pictographic}(?:\ufe0f|\p{EMod}|\u200d\p{Extended_Pictographic})*){1,3}$/u.test(
    text.trim(),
  );
