import { evaluate, lookUp } from './evaluate.ts';
import { type Expression, printExpression, referencesIn } from './expression.ts';

/** A comparison that decided, and what its references found; null where they found nothing. */
export type Reason = {
  comparison: Extract<Expression, { type: 'comparison' }>;
  values: { path: (string | number)[]; value: unknown }[];
};

/**
 * The comparisons that made an expression true or false: of an AND that fails the first part that does, of an OR that holds
 * the first part that does, else all parts.
 */
export function reasonsFor(expression: Expression, scope: unknown): { holds: boolean; because: Reason[] } {
  const holds = evaluate(expression, scope);
  if (expression.type === 'comparison') return { holds, because: [reasonOf(expression, scope)] };
  const parts = expression.parts.map((part) => reasonsFor(part, scope));
  const deciding = parts.find((part) => part.holds === (expression.type === 'or'));
  return { holds, because: deciding ? deciding.because : parts.flatMap(({ because }) => because) };
}

/** A reason in words: `vip == true, where vip is false`. */
export function reasonInWords({ comparison, values }: Reason): string {
  const found = values.map(({ path, value }) => `${path.join('.')} is ${JSON.stringify(value)}`);
  return [printExpression(comparison), ...(found.length > 0 ? [`where ${found.join(' and ')}`] : [])].join(', ');
}

const reasonOf = (comparison: Reason['comparison'], scope: unknown): Reason => ({
  comparison,
  values: referencesIn(comparison).map((path) => ({ path, value: lookUp(path, scope) ?? null })),
});
