import type { Condition } from './flow.ts';
import { dateIn, timeIn } from './pacific.ts';
import { compileRegex } from './regex.ts';

type Test = (subject: string, value: string) => boolean;

/**
 * Studio's 17 conditions. Both sides come trimmed and in lower case, but for `regex`, which sees to case itself.
 * https://www.twilio.com/docs/studio/widget-library/split-based-on
 */
const tests = {
  equal_to: (subject, value) => subject === value,
  not_equal_to: (subject, value) => subject !== value,
  matches_any_of: (subject, value) => listed(value).includes(subject),
  does_not_match_any_of: (subject, value) => !listed(value).includes(subject),
  contains: (subject, value) => subject.includes(value),
  does_not_contain: (subject, value) => !subject.includes(value),
  starts_with: (subject, value) => subject.startsWith(value),
  does_not_start_with: (subject, value) => !subject.startsWith(value),
  is_blank: (subject) => subject === '',
  is_not_blank: (subject) => subject !== '',
  regex: matchesRegex,
  less_than: (subject, value) => compared(subject, value, numberIn) === -1,
  greater_than: (subject, value) => compared(subject, value, numberIn) === 1,
  is_before_date: (subject, value) => compared(subject, value, dateIn) === -1,
  is_after_date: (subject, value) => compared(subject, value, dateIn) === 1,
  is_before_time: (subject, value) => compared(subject, value, timeIn) === -1,
  is_after_time: (subject, value) => compared(subject, value, timeIn) === 1,
} satisfies Record<string, Test>;

const table = new Map<string, Test>(Object.entries(tests));
export const conditionTypes: readonly string[] = [...table.keys()];

/** Whether a condition holds; one of a type that Studio does not have never does. `render` gives a template as text. */
export function holds(condition: Condition, input: string, render: (template: string) => string): boolean {
  const test = table.get(condition.type);
  if (!test) return false;
  const fold = condition.type === 'regex' ? (text: string) => text.trim() : (text: string) => text.trim().toLowerCase();
  return test(fold(render(testedText(condition, input))), fold(render(condition.value)));
}

/** Which text is tested: the condition's own argument. Studio keeps it equal to the widget's input, copied widgets do not. */
const testedText = ({ arguments: [first] }: Condition, input: string): string => first ?? input;

const listed = (value: string): string[] => value.split(',').map((entry) => entry.trim());

function matchesRegex(subject: string, value: string): boolean {
  const pattern = compileRegex(value);
  return 'matches' in pattern && pattern.matches(subject);
}

const numberIn = (text: string): number | undefined =>
  text === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);

/** -1, 0 or 1; undefined when one side cannot be read. */
function compared<Read extends string | number>(
  subject: string,
  value: string,
  read: (text: string) => Read | undefined,
): number | undefined {
  // Lower case has turned the T and Z of a moment into t and z.
  const [left, right] = [read(subject.toUpperCase()), read(value.toUpperCase())];
  if (left === undefined || right === undefined) return undefined;
  return left < right ? -1 : Number(left > right);
}
