/** An element of a document and what is in it, texts with their references resolved. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: (XmlElement | string)[] };

const token =
  /<\?xml[^?]*\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y;
const attribute = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const allowed = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/**
 * Reads an XML document as far as TwiML goes: elements, attributes and text, no declarations, comments or CDATA. Throws an
 * Error that quotes where a document is not well formed. https://www.w3.org/TR/xml/
 */
export function parseXml(document: string): XmlElement {
  if (!allowed.test(document)) throw new Error('there is a character that XML does not allow');
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < document.length) {
    const start = token.lastIndex;
    const match = token.exec(document);
    if (!match) throw new Error(`this is no XML: ${document.slice(start, start + 60)}`);
    const [text, closes, name, attributes = '', empty] = match;
    const parent = open.at(-1) ?? root;
    if (name === undefined) {
      if (!text.startsWith('<?xml')) parent.children.push(plain(text));
      else if (start > 0) throw new Error('the XML declaration stands at the beginning or nowhere');
    } else if (closes) {
      if (open.length < 2 || parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
    } else {
      const element: XmlElement = { name, attributes: attributesOf(attributes), children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is never closed`);
  const outside = root.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const [only] = outside;
  if (outside.length !== 1 || only === undefined || typeof only === 'string')
    throw new Error('a document has one element around everything');
  return only;
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    if (Object.hasOwn(found, name)) throw new Error(`the attribute ${name} is there twice`);
    // Literal white space in an attribute counts as spaces.
    found[name] = plain((double ?? single ?? '').replace(/[\t\n\r]/g, ' '));
  }
  return found;
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&([^;&\s]*);?/g, (reference, name: string) => {
    const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name) ?? [];
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
    const meant = code === undefined ? named[name] : String.fromCodePoint(code);
    if (meant === undefined || !reference.endsWith(';') || !allowed.test(meant))
      throw new Error(`"${reference}" stands for nothing in XML`);
    return meant;
  });
}
