import { Permanent } from '../../errors.ts';

export type Token =
  | { type: 'string'; value: string }
  | { type: 'number'; value: number }
  | { type: 'word'; value: string }
  | { type: 'symbol'; value: string }
  | { type: 'end' };

const patterns = [
  { type: 'string', pattern: /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/suy },
  { type: 'number', pattern: /-?\d+(?:\.\d+)?/y },
  { type: 'word', pattern: /[A-Za-z_][A-Za-z0-9_]*/y },
  { type: 'symbol', pattern: /==|!=|<=|>=|<|>|\(|\)|\[|\]|,|\./y },
] as const;

/** The expression's tokens, closed by `end`; throws Permanent where a character means nothing (hyphens, one `=`). */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let position = skipSpace(source, 0);
  while (position < source.length) {
    const { token, end } = tokenAt(source, position);
    tokens.push(token);
    position = skipSpace(source, end);
  }
  return [...tokens, { type: 'end' }];
}

function tokenAt(source: string, position: number): { token: Token; end: number } {
  for (const { type, pattern } of patterns) {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    if (match) return { token: tokenOf(type, match), end: pattern.lastIndex };
  }
  throw new Permanent(`Invalid expression: unexpected ${JSON.stringify(source[position])} at position ${position}`);
}

function tokenOf(type: (typeof patterns)[number]['type'], match: RegExpExecArray): Token {
  if (type === 'number') return { type, value: Number(match[0]) };
  if (type === 'string') return { type, value: (match[1] ?? match[2] ?? '').replaceAll(/\\(.)/gsu, '$1') };
  return { type, value: match[0] };
}

function skipSpace(source: string, position: number): number {
  const space = /\s*/y;
  space.lastIndex = position;
  space.exec(source);
  return space.lastIndex;
}
