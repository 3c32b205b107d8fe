import { type Expression, type Operand, type Operator, printExpression, printOperand } from './expression.ts';

/** Told what looks like a mistake in an expression that is nevertheless valid. */
export type Lint = (sentence: string) => void;

/**
 * Whether the expression holds for the attributes in `scope`. A missing key is null; operators on values of the wrong kind
 * give false, and the mix-up is told to `lint`.
 */
export function evaluate(expression: Expression, scope: unknown, lint: Lint = () => {}): boolean {
  switch (expression.type) {
    case 'and':
      return expression.parts.every((part) => evaluate(part, scope, lint));
    case 'or':
      return expression.parts.some((part) => evaluate(part, scope, lint));
    case 'comparison': {
      const { operator, left, right } = expression;
      const warn = (complaint: string) => lint(`${printExpression(expression)}: ${complaint}`);
      return compare(operator, read(left, scope), read(right, scope), {
        left: (wanted) => warn(`${printOperand(left)} is not ${wanted}`),
        right: (wanted) => warn(`${printOperand(right)} is not ${wanted}`),
        types: (a, b) => warn(`compares a ${a} with a ${b}`),
      });
    }
  }
}

/** What a dotted path finds, own keys only; undefined where there is nothing. */
export function lookUp(path: readonly (string | number)[], scope: unknown): unknown {
  let value = scope;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

type Complaints = {
  left(wanted: string): void;
  right(wanted: string): void;
  types(left: string, right: string): void;
};

function read(operand: Operand, scope: unknown): unknown {
  if (operand.type === 'literal') return operand.value;
  return operand.type === 'list' ? operand.items : (lookUp(operand.path, scope) ?? null);
}

function compare(operator: Operator, left: unknown, right: unknown, complain: Complaints): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right, complain) === true;
    case '!=':
      return isEqual(left, right, complain) === false;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isOrdered(operator, left, right, complain);
    case 'CONTAINS':
      if (typeof left === 'string' && typeof right === 'string') return left.includes(right);
      if (left !== null) complain[typeof left === 'string' ? 'right' : 'left']('a string');
      return false;
    case 'HAS':
      if (Array.isArray(left)) return isScalar(right) && isMember(right, left, complain);
      if (left !== null) complain.left('an array');
      return false;
    case 'IN':
    case 'NOT IN':
      if (Array.isArray(right)) return isScalar(left) && isMember(left, right, complain) === (operator === 'IN');
      complain.right('an array, so the answer is false');
      return false;
  }
}

/** Undefined where a scalar operator meets an array or an object: neither equal nor different. */
function isEqual(left: unknown, right: unknown, complain: Complaints): boolean | undefined {
  if (left === null || right === null) return left === right;
  if (!isScalar(left) || !isScalar(right)) {
    complain[isScalar(left) ? 'right' : 'left']('a scalar, so the answer is false');
    return undefined;
  }
  if (typeof left !== typeof right) complain.types(typeof left, typeof right);
  return left === right;
}

function isOrdered(operator: '<' | '<=' | '>' | '>=', left: unknown, right: unknown, complain: Complaints): boolean {
  if (left === null || right === null) return false;
  if (typeof left === 'number' && typeof right === 'number') return inOrder(operator, left - right);
  if (typeof left === 'string' && typeof right === 'string')
    return inOrder(operator, left < right ? -1 : left > right ? 1 : 0);
  complain.types(kindOf(left), kindOf(right));
  return false;
}

const inOrder = (operator: '<' | '<=' | '>' | '>=', difference: number): boolean =>
  difference === 0 ? operator.endsWith('=') : difference < 0 === operator.startsWith('<');

function isMember(value: unknown, list: readonly unknown[], complain: Complaints): boolean {
  if (list.includes(value)) return true;
  const alike = list.find((item) => isScalar(item) && item !== null && String(item) === String(value));
  if (alike !== undefined) complain.types(typeof value, typeof alike);
  return false;
}

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';
const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);
