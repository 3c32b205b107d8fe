import { type FilterImplOptions, filters } from 'liquidjs';
import { fromPacific } from './pacific.ts';

type FilterHandler = Exclude<FilterImplOptions, { raw: boolean }>;

/** What these take is text; an array or object given to them is printed first. */
const textFilters =
  'append capitalize downcase escape lstrip newline_to_br prepend remove remove_first replace replace_first rstrip split strip strip_newlines truncate truncatewords upcase url_decode url_encode'.split(
    ' ',
  );

const otherFilters =
  'abs ceil compact concat default divided_by first floor join last map minus modulo plus reverse round size slice sort times uniq'.split(
    ' ',
  );

/**
 * The filters of classic Liquid, and Studio's `to_json`. Nothing here reads a clock, throws dice or evaluates text.
 * https://www.twilio.com/docs/studio/user-guide/liquid-template-language
 */
export const liquidFilters: Record<string, FilterImplOptions> = {
  ...Object.fromEntries(textFilters.map((name) => [name, onText(builtIn(name))])),
  ...Object.fromEntries(otherFilters.map((name) => [name, builtIn(name)])),
  date(value: unknown, format?: unknown) {
    return builtIn('date').call(this, moment(value, this.context.getRegister('now')), format);
  },
  to_json(value: unknown) {
    return builtIn('json').call(this, value ?? null);
  },
};

/**
 * How a value looks in a message. Studio does not say how it prints an array or object: here it is JSON, so that
 * `contains` finds a member of an array and the text can be part of a JSON body.
 */
export function printed(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function builtIn(name: string): FilterHandler {
  const filter = filters[name];
  if (typeof filter !== 'function') throw new Error(`LiquidJS has no filter ${name}`);
  return filter;
}

function onText(filter: FilterHandler): FilterHandler {
  return function (value, ...rest) {
    return filter.call(this, typeof value === 'object' ? printed(value) : value, ...rest);
  };
}

/** A moment as LiquidJS reads it for certain: seconds for "now", and a text without a zone is Pacific time like all else. */
function moment(value: unknown, now: number): unknown {
  if (value === 'now' || value === 'today') return now / 1_000;
  const local = typeof value === 'string' ? fromPacific(value) : undefined;
  return local === undefined ? value : local / 1_000;
}
