import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../lib/tasks/expression/evaluate.ts';
import { type Expression, operators, printExpression } from '../../../lib/tasks/expression/expression.ts';
import { parseExpression } from '../../../local/twilio/expression/parse.ts';
import { Problem } from '../../../local/twilio/problem.ts';

const scope = {
  type: 'ticket',
  value: 42,
  vip: true,
  nothing: null,
  languages: ['en', 'es'],
  levels: [1, 2],
  routing: { skills: ['billing', 'sales'], level: 3 },
  task: { lang: 'es', rejected: [] },
};

function check(source: string): { result: boolean; complaints: string[] } {
  const complaints: string[] = [];
  const result = evaluate(parseExpression(source), scope, (sentence) => complaints.push(sentence));
  return { result, complaints };
}

describe('an expression holds', () => {
  test.each([
    '1==1',
    'type == "ticket"',
    "type == 'ticket' AND value > 41.5",
    "type == 'x' OR value >= 42",
    'vip == true',
    'languages HAS "en"',
    'languages has "en" and task.lang in languages',
    'task.lang IN ["es", "fr"]',
    'task.lang NOT IN ["en"]',
    'task.lang NOT IN task.rejected',
    'type CONTAINS "ick"',
    'routing.skills[1] == "sales"',
    'missing == null',
    'nothing == null',
    'languages != null',
    "missing != 'a'",
    "(type == 'x' OR vip == true) AND value != 1",
    "type == 'x' AND vip == true OR value == 42",
    'value > -1',
    String.raw`"a\"b" == 'a"b'`,
  ])('%s', (source) => {
    expect(check(source)).toEqual({ result: true, complaints: [] });
  });
});

describe('an expression does not hold', () => {
  test.each([
    '1==2',
    'missing > 1',
    'missing < 1',
    'missing HAS "a"',
    'missing CONTAINS "a"',
    'languages HAS "de"',
    'nothing != null',
    "type == 'Ticket'",
    'languages[7] == "en"',
    'constructor != null',
  ])('%s', (source) => {
    expect(check(source)).toEqual({ result: false, complaints: [] });
  });
});

describe('mixed-up types give false and are complained about', () => {
  test.each([
    '"42" == value',
    'value < "43"',
    'type HAS "ticket"',
    'languages == "en"',
    'languages != "en"',
    'languages CONTAINS "en"',
    'task.lang IN type',
    'task.lang NOT IN task.missing',
    'levels HAS "1"',
    'routing == "x"',
  ])('%s', (source) => {
    const { result, complaints } = check(source);
    expect(result).toBe(false);
    expect(complaints).toHaveLength(1);
  });
});

describe('a syntax error is refused with 400/20001', () => {
  test.each([
    '',
    'vip',
    'skill-level > 1',
    'type = "ticket"',
    'type == "ticket',
    'type == ',
    'NOT type == "ticket"',
    'type NOT HAS "a"',
    'type == "a" AND',
    '(type == "a"',
    'type == "a")',
    'a.[0] == 1',
    'a[-1] == 1',
    'a == [1, [2]]',
    'and == 1',
    `${'('.repeat(5_000)}1==1${')'.repeat(5_000)}`,
  ])('%s', (source) => {
    expect(() => parseExpression(source)).toThrow(expect.objectContaining({ status: 400, code: 20001 }));
  });
});

const scalar = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.integer({ min: -9_999, max: 9_999 }).map((hundredths) => hundredths / 100),
);
const name = fc.stringMatching(/^[a-z_][a-zA-Z0-9_]{0,6}$/).filter((word) => !reserved.has(word.toLowerCase()));
const reserved = new Set(['and', 'or', 'not', 'has', 'in', 'contains', 'true', 'false', 'null']);
const operand = fc.oneof(
  fc.record({ type: fc.constant('literal' as const), value: scalar }),
  fc.record({ type: fc.constant('list' as const), items: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({
    type: fc.constant('reference' as const),
    path: fc
      .tuple(name, fc.array(fc.oneof(name, fc.nat(9)), { maxLength: 3 }))
      .map(([first, rest]) => [first, ...rest]),
  }),
);
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      type: fc.constant('comparison' as const),
      operator: fc.constantFrom(...operators),
      left: operand,
      right: operand,
    }),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

test('what is printed parses to the same tree', () => {
  fc.assert(
    fc.property(expression, (tree) => {
      expect(parseExpression(printExpression(tree))).toEqual(tree);
    }),
  );
});

test('any tree gives true or false for any attributes', () => {
  fc.assert(
    fc.property(expression, fc.object(), (tree, attributes) => {
      expect(evaluate(tree, attributes, () => {})).toBeTypeOf('boolean');
    }),
  );
});

test('any text parses, or is refused as a syntax error', () => {
  const piece = fc.oneof(
    fc.constantFrom(...operators, '(', ')', '[', ']', ',', '.', 'AND', 'OR', 'NOT', '-', "'", '"', '\\', ' ', 'a', '1'),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
      (source) => {
        try {
          parseExpression(source);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      },
    ),
    { numRuns: 500 },
  );
});
