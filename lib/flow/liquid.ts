import { Context, Liquid, type Template, toValueSync } from 'liquidjs';
import { reasonOf } from '../errors.ts';
import { liquidFilters, printed } from './liquid-filters.ts';
import { CutFor } from './liquid-for.ts';
import { plainValue } from './plain-path.ts';
import { remember } from './remember.ts';

/** Studio renders at most 16 KB of a template; the rest is cut. https://www.twilio.com/docs/studio/user-guide/liquid-template-language */
const outputBytes = 16_384;
/** A template may be this long: longer ones are refused. */
const templateCharacters = 100_000;
/** Far more than any honest template needs, and still over in a moment: characters copied, and milliseconds. */
const copiedCharacters = 4_000_000;
const milliseconds = 1_000;

/** Studio's tags. Those that read files (include, render, layout) are not here, and so are refused when a template is parsed. */
const tags = 'assign break capture case comment continue cycle decrement for if increment raw unless'.split(' ');

const engine = buildEngine();
const parsed = remember(2_000, (template) => engine.parse(withoutSpacesRoundDots(template)));

/** A template as text. `at` is what "now" means, in epoch milliseconds. Throws a sentence where the template is at fault. */
export function render(template: string, scope: object, at: number): string {
  if (!isLiquid(template)) return cut(template);
  const plain = plainValue(template, scope);
  if (plain) return cut(printed(plain.value));
  const context = new Context(scope, engine.options, { sync: true }, { liquid: engine });
  context.setRegister('now', at);
  return collect(parsed(template), context);
}

/** What is wrong with a template, or undefined. */
export function templateFault(template: string): string | undefined {
  if (!isLiquid(template)) return undefined;
  try {
    engine.parse(withoutSpacesRoundDots(template));
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/**
 * The variables that a template reads from the execution, each as its segments: `widgets.ask.inbound` is
 * `['widgets', 'ask', 'inbound']`, a segment that is itself looked up is undefined. None where the template is at fault.
 */
export function pathsIn(template: string): (string | undefined)[][] {
  if (!isLiquid(template)) return [];
  try {
    const paths = engine.globalVariableSegmentsSync(engine.parse(withoutSpacesRoundDots(template)), {
      partials: false,
    });
    return paths.map((segments) => segments.map((segment) => (Array.isArray(segment) ? undefined : String(segment))));
  } catch {
    return [];
  }
}

/** Whether a text holds anything for Liquid to do. */
export const isLiquid = (text: string): boolean => text.includes('{{') || text.includes('{%');

/** The first 16 KB of a text, never half a character. */
export function cut(text: string): string {
  if (text.length * 3 <= outputBytes) return text;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= outputBytes) return text;
  // A byte 10xxxxxx continues a character: step back to where the one that does not fit begins.
  let end = outputBytes;
  while (((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end -= 1;
  return new TextDecoder().decode(bytes.subarray(0, end));
}

function buildEngine(): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    locale: 'en-US',
    timezoneOffset: 'America/Los_Angeles',
    outputEscape: printed,
    parseLimit: templateCharacters,
    renderLimit: milliseconds,
    memoryLimit: copiedCharacters,
  });
  for (const name of Object.keys(liquid.tags)) if (!tags.includes(name)) delete liquid.tags[name];
  for (const name of Object.keys(liquid.filters)) liquid.unregisterFilter(name);
  for (const [name, filter] of Object.entries(liquidFilters)) liquid.registerFilter(name, filter);
  liquid.registerTag('for', CutFor);
  return liquid;
}

class Full extends Error {}

/** Renders until it is done or 16 KB are full, so that an exploding template stops early. */
function collect(templates: Template[], context: Context): string {
  let full = false;
  const emitter = {
    buffer: '',
    write(value: unknown) {
      emitter.buffer += typeof value === 'string' ? value : printed(value);
      full = emitter.buffer.length > outputBytes;
      if (full) throw new Full();
    },
  };
  try {
    toValueSync(engine.renderer.renderTemplates(templates, context, emitter));
  } catch (error) {
    if (!full) throw error;
  }
  return cut(emitter.buffer);
}

/** Studio accepts `{{widgets. ask .inbound}}`: published flows hold it. What is between quotes stays as it is. */
const withoutSpacesRoundDots = (template: string): string =>
  template
    .split(/(?=\{\{|\{%)/)
    .map((piece) => {
      const end = piece.search(/\}\}|%\}/);
      return end === -1 ? piece : closedUp(piece.slice(0, end)) + piece.slice(end);
    })
    .join('');

const closedUp = (markup: string): string =>
  markup.replace(/"[^"]*"|'[^']*'|\s+/g, (part, at: number) => {
    const touchesDot = markup[at - 1] === '.' || markup[at + part.length] === '.';
    return touchesDot && part.trim() === '' ? '' : part;
  });
