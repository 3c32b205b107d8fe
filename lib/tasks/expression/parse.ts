import { Permanent } from '../../errors.ts';
import { type Expression, type Operand, type Operator, operators, type Scalar } from './expression.ts';
import { type Token, tokensOf } from './tokens.ts';

/** More brackets inside each other than this is refused rather than overflowing the stack. */
const deepest = 100;
const cache = new Map<string, Expression>();
const cacheSize = 2_000;

/**
 * The tree of a TaskRouter expression; AND binds tighter than OR. Throws Permanent on a syntax error.
 * https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function parseExpression(source: string): Expression {
  const known = cache.get(source);
  if (known) return known;
  const expression = parse(source);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(source, expression);
  return expression;
}

function parse(source: string): Expression {
  const tokens = tokensOf(source);
  let position = 0;

  const peek = (): Token => tokens[position] ?? { type: 'end' };
  const fault = (wanted: string) => new Permanent(`Invalid expression: expected ${wanted} but found ${nameOf(peek())}`);

  function take(value: string): boolean {
    const token = peek();
    const fits = token.type === 'symbol' ? token.value === value : isWord(token, value);
    if (fits) position += 1;
    return fits;
  }

  function chain(type: 'and' | 'or', part: () => Expression): Expression {
    const parts = [part()];
    while (take(type)) parts.push(part());
    const [only] = parts;
    return only && parts.length === 1 ? only : { type, parts };
  }

  const either = (depth: number): Expression => chain('or', () => chain('and', () => condition(depth)));

  function condition(depth: number): Expression {
    if (!take('(')) return { type: 'comparison', left: operand(), operator: operator(), right: operand() };
    if (depth >= deepest) throw fault(`at most ${deepest} brackets inside each other`);
    const inner = either(depth + 1);
    if (!take(')')) throw fault("')'");
    return inner;
  }

  function operator(): Operator {
    if (take('NOT')) {
      if (!take('IN')) throw fault('IN after NOT');
      return 'NOT IN';
    }
    const found = operators.find((name) => take(name));
    if (!found) throw fault('an operator');
    return found;
  }

  function operand(): Operand {
    if (take('[')) return { type: 'list', items: items() };
    const token = peek();
    if (token.type === 'word' && !(token.value in constants)) return { type: 'reference', path: path() };
    return { type: 'literal', value: scalar() };
  }

  function scalar(): Scalar {
    const token = peek();
    position += 1;
    if (token.type === 'string' || token.type === 'number') return token.value;
    const constant = token.type === 'word' ? constants[token.value] : undefined;
    if (constant !== undefined) return constant;
    position -= 1;
    throw fault('a value');
  }

  function items(): Scalar[] {
    if (take(']')) return [];
    const found = [scalar()];
    while (take(',')) found.push(scalar());
    if (!take(']')) throw fault("']'");
    return found;
  }

  function path(): (string | number)[] {
    if (keywords.some((keyword) => isWord(peek(), keyword))) throw fault('a value');
    const steps: (string | number)[] = [word()];
    for (;;) {
      if (take('.')) steps.push(word());
      else if (take('[')) steps.push(index());
      else return steps;
    }
  }

  function word(): string {
    const token = peek();
    if (token.type !== 'word') throw fault('a name');
    position += 1;
    return token.value;
  }

  function index(): number {
    const token = peek();
    if (token.type !== 'number' || !Number.isSafeInteger(token.value) || token.value < 0) throw fault('an index');
    position += 1;
    if (!take(']')) throw fault("']'");
    return token.value;
  }

  const expression = either(0);
  if (peek().type !== 'end') throw fault('the end');
  return expression;
}

const constants: Record<string, boolean | null> = Object.assign(Object.create(null), {
  true: true,
  false: false,
  null: null,
});
const keywords = ['AND', 'OR', 'NOT', 'HAS', 'IN', 'CONTAINS'];

const isWord = (token: Token, word: string): boolean =>
  token.type === 'word' && token.value.toUpperCase() === word.toUpperCase();

const nameOf = (token: Token): string => (token.type === 'end' ? 'the end' : JSON.stringify(token.value));
