/** A text as a page for a mail: escaped, its lines kept, its web addresses as links. */
export function pageOf(text: string): string {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => `<p dir="auto">${lines(paragraph)}</p>`);
  return `<!doctype html><html><head><meta charset="utf-8"></head><body>${paragraphs.join('\n')}</body></html>`;
}

const lines = (paragraph: string) => paragraph.split('\n').map(linked).join('<br>\n');

/** What ends a sentence or closes a bracket is no part of the address before it. */
const linked = (line: string) =>
  line
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}。、，；！？）」』])/)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : `<a href="${escaped(part)}">${escaped(part)}</a>`))
    .join('');

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
