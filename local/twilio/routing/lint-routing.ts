import type { Lint } from '../../../lib/tasks/expression/evaluate.ts';
import { type Expression, printExpression, referencesIn } from '../../../lib/tasks/expression/expression.ts';
import type { Routing } from './configuration.ts';

/** Tells of references in a configuration that are valid and find nothing, or that only this stand-in understands. */
export function lintRouting({ filters, defaultTarget }: Routing, lint: Lint): void {
  for (const { name, expression, targets } of filters) {
    for (const reference of rootsIn(expression))
      if (reference === 'task' || reference === 'worker')
        lint(`filter ${name}: ${printExpression(expression)}: a filter names task attributes without ${reference}.`);
    for (const target of targets) {
      lintRoots(target.expression, ['task', 'worker'], `filter ${name}: target expression`, lint);
      lintRoots(target.skipIf, ['workers'], `filter ${name}: skip_if`, lint);
    }
    const unreachable = targets.slice(0, -1).some(({ timeout, skipIf }) => timeout === undefined && !skipIf);
    if (unreachable)
      lint(`filter ${name}: a target without timeout or skip_if is never left, so later ones are not reached`);
  }
  lintRoots(defaultTarget?.expression, ['task', 'worker'], 'default_filter: expression', lint);
}

function lintRoots(expression: Expression | undefined, allowed: string[], where: string, lint: Lint): void {
  for (const root of expression ? rootsIn(expression) : [])
    if (!allowed.includes(root)) lint(`${where}: '${root}' does not begin with ${allowed.join('. or ')}.`);
}

const rootsIn = (expression: Expression): string[] => referencesIn(expression).map(([root]) => String(root));
