const entities = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
]);

/** A text of XML as it is meant; what is sent is escaped again. */
export const decoded = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities.get(entity) ?? '');

/** What stands in every element of this name, as it is written. Takes time that grows with the text, whatever is in it. */
export const insidesOf = (xml: string, name: string): string[] =>
  xml
    .split(`</${name}>`)
    .slice(0, -1)
    .flatMap((piece) => {
      const opening = piece.lastIndexOf(`<${name}`);
      const end = piece.indexOf('>', opening);
      return opening === -1 || end === -1 ? [] : [piece.slice(end + 1)];
    });
