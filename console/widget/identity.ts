import { isShape, isText, parsed } from './guards.ts';
import type { Identity } from './machine/chat.ts';

/**
 * Whose token this is, to tell whether somebody else has logged in; what it says is for the server to check. Undefined where
 * there is none.
 */
export function identityOf(token: string | null | undefined): Identity | undefined {
  if (!token) return undefined;
  const claims = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  return { token, who: parsed(decoded(claims), isShape({ sub: isText }))?.sub ?? token };
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}
