import { reasonOf } from '../../../lib/errors.ts';
import type { Expression } from '../../../lib/tasks/expression/expression.ts';
import { parseExpression as parse } from '../../../lib/tasks/expression/parse.ts';
import { invalid } from '../problem.ts';

/** The tree of an expression, by the parser that also checks config/taskrouter.json. Throws Problem 400/20001 on a syntax error. */
export function parseExpression(source: string): Expression {
  try {
    return parse(source);
  } catch (error) {
    throw invalid(reasonOf(error));
  }
}
