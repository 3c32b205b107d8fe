/**
 * Whether two answers of the server say the same, at whatever time: `now` does not count. Parts that are one object are not
 * looked into, so that a thousand lines that stayed cost nothing.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  for (const name of names) if (name !== 'now' && !isSame(one[name], other[name])) return false;
  return true;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
