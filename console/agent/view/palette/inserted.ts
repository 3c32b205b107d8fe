/** A draft with a canned reply behind what is written already, and a space between them. */
export const inserted = (draft: string, reply: string): string =>
  draft === '' || /\s$/.test(draft) ? draft + reply : `${draft} ${reply}`;
