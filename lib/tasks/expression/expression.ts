/** TaskRouter's expression language as a tree. https://www.twilio.com/docs/taskrouter/expression-syntax */
export type Expression =
  | { type: 'and' | 'or'; parts: Expression[] }
  | { type: 'comparison'; operator: Operator; left: Operand; right: Operand };

export type Operand =
  | { type: 'literal'; value: Scalar }
  | { type: 'list'; items: Scalar[] }
  | { type: 'reference'; path: (string | number)[] };

export type Scalar = string | number | boolean | null;

export const operators = ['==', '!=', '<=', '>=', '<', '>', 'HAS', 'IN', 'NOT IN', 'CONTAINS'] as const;
export type Operator = (typeof operators)[number];

/** The text that parses to this tree. */
export function printExpression(expression: Expression): string {
  if (expression.type === 'comparison')
    return `${printOperand(expression.left)} ${expression.operator} ${printOperand(expression.right)}`;
  return expression.parts
    .map((part) => (part.type === 'comparison' ? printExpression(part) : `(${printExpression(part)})`))
    .join(expression.type === 'and' ? ' AND ' : ' OR ');
}

/** Every reference in the expression, as its path. */
export function referencesIn(expression: Expression): (string | number)[][] {
  if (expression.type !== 'comparison') return expression.parts.flatMap(referencesIn);
  return [expression.left, expression.right].flatMap((operand) => (operand.type === 'reference' ? [operand.path] : []));
}

/** The operand as it is written in an expression. */
export function printOperand(operand: Operand): string {
  switch (operand.type) {
    case 'literal':
      return printScalar(operand.value);
    case 'list':
      return `[${operand.items.map(printScalar).join(', ')}]`;
    case 'reference':
      return operand.path
        .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
        .join('');
  }
}

const printScalar = (value: Scalar): string =>
  typeof value === 'string' ? `"${value.replaceAll(/["\\]/g, (character) => `\\${character}`)}"` : String(value);
