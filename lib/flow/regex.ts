import { remember } from './remember.ts';

/** Texts longer than this are not matched at all. */
const longest = 1_000;
/** Steps that matching one text may take at worst: about a tenth of a second. */
const affordable = 10_000_000;

type Pattern = { matches(text: string): boolean } | { fault: string };

/** A regex of Studio: whole text, any case, several lines. A `fault` says why it is refused; it then matches nothing. */
export const compileRegex: (source: string) => Pattern = remember(500, (source) => {
  const plain = source.trim().replace(/^\(\?i\)/, '');
  const cost = costOf(plain);
  if (cost === undefined)
    return {
      fault:
        'repeats a group that itself repeats or branches, like (a+)+ or (a|b)*: on some texts it never ends, so write it without',
    };
  try {
    // By itself first: "a)(b" is no regex, and must not become one by what is put round it.
    const regex = new RegExp(`^(?:${new RegExp(plain).source})$`, 'is');
    const limit = longestText(cost);
    return { matches: (text) => text.length <= limit && regex.test(text) };
  } catch {
    return { fault: 'is not a regex that can be run here: test it as a JavaScript regex' };
  }
});

/** An escape, a character class, the opening of a group, a quantifier, or one character. */
const tokens = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\{\d+(?:,\d*)?\}\??|[*+?]\??|./gs;

type Cost = { spans: number; choices: number };

/**
 * What makes matching slow: `spans` (`*`, `+`, `{1,9}`), which may each end at any character, and `choices` (`?`, `|`),
 * which double the work. Undefined where a group that repeats holds either, since the work then doubles per character.
 */
function costOf(source: string): Cost | undefined {
  const cost = { spans: 0, choices: 0 };
  const opened: number[] = [];
  let closed: number | undefined;
  for (const [token] of source.matchAll(tokens)) {
    if (token.startsWith('(')) opened.push(cost.spans + cost.choices);
    else if (token === ')') {
      closed = opened.pop();
      continue;
    } else if (isQuantifier(token)) {
      const repeats = !token.startsWith('?');
      if (repeats && closed !== undefined && cost.spans + cost.choices > closed) return undefined;
      if (!repeats) cost.choices += 1;
      else if (!/^\{\d+\}/.test(token)) cost.spans += 1;
    } else if (token === '|') cost.choices += 1;
    closed = undefined;
  }
  return cost;
}

const isQuantifier = (token: string): boolean => /^(?:[*+?]|\{\d)/.test(token);

/** The most characters for which a pattern of this cost stays affordable: spans choose their ends, choices double. */
function longestText({ spans, choices }: Cost): number {
  let length = longest;
  while (length > 0 && waysToEnd(length, spans) * 2 ** choices > affordable) length -= 1;
  return length;
}

/** In how many ways `spans` stretches can share `length` characters, in order: length + spans over spans. */
function waysToEnd(length: number, spans: number): number {
  let ways = 1;
  for (let span = 1; span <= spans; span += 1) ways = (ways * (length + span)) / span;
  return ways;
}
