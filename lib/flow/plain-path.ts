import { isObject } from './call.ts';
import { remember } from './remember.ts';

/** What Liquid itself knows of every list and object. */
const special = ['size', 'first', 'last'];

/** The names in a template that is nothing but `{{a.b.c}}`; none for any other template. */
const namesIn = remember(2_000, (template): string[] => {
  const [, path] = /^\{\{\s*((?:flow|trigger|contact|widgets)(?:\.[A-Za-z_]\w*)+)\s*\}\}$/.exec(template) ?? [];
  const names = path?.split('.') ?? [];
  return names.some((name) => special.includes(name)) ? [] : names;
});

/**
 * The value behind a template of the simplest kind, which most are: several times faster than Liquid, and the same. Where
 * there may be more to it than members of plain objects, it is `undefined` and Liquid has to look.
 */
export function plainValue(template: string, scope: object): { value: unknown } | undefined {
  const names = namesIn(template);
  if (names.length === 0) return undefined;
  let value: unknown = scope;
  for (const name of names) {
    if (!isObject(value)) return undefined;
    if (!Object.hasOwn(value, name)) return value === scope ? undefined : { value: undefined };
    value = value[name];
  }
  return { value };
}
