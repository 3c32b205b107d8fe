import { decodeEntities } from './entities.ts';

/** Characters of HTML that are read: mails of people are far shorter, and a program's need not be read to the end. */
const longest = 2_000_000;

/**
 * What a page of a mail says, in plain text: blocks and lines as lines, quotes behind `> `, the addresses of links behind
 * their words. Scripts, styles and anything else that is not said are dropped; nothing of the page is ever run or fetched.
 */
export function htmlToText(html: string): string {
  const page = html.slice(0, longest);
  const lower = page.toLowerCase();
  const writer = openWriter();
  token.lastIndex = 0;
  for (let found = token.exec(page); found; found = token.exec(page)) {
    const [whole, closing, tag = '', attributes = ''] = found;
    const name = tag.toLowerCase();
    if (!name) {
      if (!/^<[!?]/.test(whole)) writer.text(decodeEntities(whole));
    } else if (unsaid.has(name) && !closing) {
      const end = lower.indexOf(`</${name}`, token.lastIndex);
      token.lastIndex = end === -1 ? page.length : end;
    } else {
      writer.tag(name, !closing, attributes);
    }
  }
  return writer.end();
}

/** A comment, a declaration, a tag with its attributes, text, or a lone `<`. Each fails at its first characters or not at all. */
const token =
  /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*>?|<(\/?)([a-z][\w:-]*)((?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^"'>])*)>?|[^<]+|</gi;

/** Quotes within quotes are told apart so far: a page that nests them without end would grow with its square. */
const deepest = 10;

const unsaid = new Set(['script', 'style', 'title', 'template', 'textarea', 'svg', 'object', 'select']);
const paragraphs = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'pre', 'blockquote']);
const lines = new Set(['div', 'tr', 'li', 'br', 'hr', 'section', 'article', 'header', 'footer', 'dt', 'dd', 'address']);

function openWriter() {
  const written: string[] = [];
  let line = '';
  let quotes = 0;
  let preformatted = 0;
  let link: { href: string; label: string } | undefined;

  const prefix = () => '> '.repeat(Math.min(quotes, deepest));
  const isBlank = () => (written.at(-1) ?? '').replaceAll('>', '').trim() === '';

  function endLine(): void {
    const said = preformatted > 0 ? line.trimEnd() : line.replace(/ {2,}/g, ' ').trim();
    if (said) written.push(prefix() + said);
    line = '';
  }

  function endParagraph(): void {
    endLine();
    if (written.length > 0 && !isBlank()) written.push(prefix().trimEnd());
  }

  function breakLine(): void {
    if (line.trim()) endLine();
    else endParagraph();
  }

  function closeLink(): void {
    const said = link?.label.trim() ?? '';
    if (link && said && bare(said) !== bare(link.href)) line += ` (${link.href})`;
    link = undefined;
  }

  return {
    text(words: string): void {
      if (link) link.label += words;
      const [first = '', ...more] = preformatted > 0 ? words.split(/\r?\n/) : [words.replace(/[ \t\r\n\f]+/g, ' ')];
      line += first;
      for (const next of more) {
        breakLine();
        line = next;
      }
    },

    tag(name: string, opens: boolean, attributes: string): void {
      if (name === 'a') {
        closeLink();
        const href = opens && hrefOf(attributes);
        if (href) link = { href, label: '' };
      } else if (name === 'br') breakLine();
      else if (paragraphs.has(name)) endParagraph();
      else if (lines.has(name)) endLine();
      else if (name === 'td' || name === 'th') line += ' ';

      if (name === 'blockquote') quotes = Math.max(0, quotes + (opens ? 1 : -1));
      if (name === 'pre') preformatted = Math.max(0, preformatted + (opens ? 1 : -1));
      if (name === 'li' && opens) line = '- ';
      if (name === 'hr') written.push(`${prefix()}---`);
    },

    end(): string {
      closeLink();
      endLine();
      while (written.length > 0 && isBlank()) written.pop();
      return written.join('\n');
    },
  };
}

/** Where a link leads, if to a page or an address: anything else is not worth telling, or not safe. */
function hrefOf(attributes: string): string | undefined {
  const [, double, single, plain] = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i.exec(attributes) ?? [];
  const href = decodeEntities(double ?? single ?? plain ?? '').trim();
  if (/^https?:\/\/\S+$/i.test(href)) return href;
  return /^mailto:[^\s?]+/i.exec(href)?.[0].slice('mailto:'.length);
}

const bare = (address: string) =>
  address
    .replace(/^(https?:\/\/(www\.)?|mailto:)/i, '')
    .replace(/\/$/, '')
    .toLowerCase();
