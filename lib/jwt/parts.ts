/** A header or claims as they stand in a token. */
export const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** What stands in a part of a token; undefined where it is no JSON. */
export function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
