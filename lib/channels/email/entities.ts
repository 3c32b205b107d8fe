/** The names of the characters from U+00A0 to U+00FF, in their order: https://html.spec.whatwg.org/#named-character-references */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml';

const named = new Map([
  ...latin.split(' ').map((name, index): [string, string] => [name, String.fromCodePoint(0xa0 + index)]),
  ...Object.entries({
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '', zwnj: '', zwj: '\u200d' },
    ...{ euro: '€', hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”' },
    ...{ bdquo: '„', lsaquo: '‹', rsaquo: '›', bull: '•', trade: '™', ensp: ' ', emsp: ' ', thinsp: ' ' },
    ...{ larr: '←', uarr: '↑', rarr: '→', darr: '↓', check: '✓', hearts: '♥' },
  }),
]);

/** Text of HTML with its character references resolved; one that is not known stays as it is written. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]\w{1,30}));?/gi, (whole, hex, decimal, name) =>
    name === undefined
      ? character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
      : (named.get(name) ?? named.get(name.toLowerCase()) ?? whole),
  );

/** By old custom, 128 to 159 are those of Windows. What is no character, or would break a line, becomes a space. */
function character(code: number): string {
  if (code >= 0x80 && code < 0xa0) return new TextDecoder('windows-1252').decode(Uint8Array.of(code));
  if (code < 0x20 || code === 0xa0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return ' ';
  return String.fromCodePoint(code);
}
