/** Says whether something from outside is what it should be. zod would weigh more than the widget. */
export type Guard<Kind> = (raw: unknown) => raw is Kind;

export const isText: Guard<string> = (raw) => typeof raw === 'string';
export const isNumber: Guard<number> = (raw): raw is number => typeof raw === 'number' && Number.isFinite(raw);
export const isFlag: Guard<boolean> = (raw) => typeof raw === 'boolean';

export const isWord =
  <const Word extends string>(...words: Word[]): Guard<Word> =>
  (raw): raw is Word =>
    words.some((word) => word === raw);

export const isMaybe =
  <Kind>(guard: Guard<Kind>): Guard<Kind | undefined> =>
  (raw): raw is Kind | undefined =>
    raw === undefined || guard(raw);

export const isList =
  <Kind>(guard: Guard<Kind>): Guard<Kind[]> =>
  (raw): raw is Kind[] =>
    Array.isArray(raw) && raw.every(guard);

export const isShape =
  <Shape extends object>(guards: { [Key in keyof Shape]: Guard<Shape[Key]> }): Guard<Shape> =>
  (raw): raw is Shape =>
    typeof raw === 'object' &&
    raw !== null &&
    Object.entries<Guard<unknown>>(guards).every(([key, guard]) => guard(Reflect.get(raw, key)));

/** Of one of many shapes; the first that fits. */
export const isOneOf =
  <Kinds extends unknown[]>(...guards: { [Index in keyof Kinds]: Guard<Kinds[Index]> }): Guard<Kinds[number]> =>
  (raw): raw is Kinds[number] =>
    guards.some((guard) => guard(raw));

/** What a text says in JSON, or undefined where it says nothing of the kind. */
export function parsed<Kind>(text: string | null | undefined, guard: Guard<Kind>): Kind | undefined {
  try {
    const raw: unknown = JSON.parse(text ?? '');
    return guard(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
}
