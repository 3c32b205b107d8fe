/**
 * The emoji of a reaction's type: one of the six old names, or a code point and a name, as in `1f44b_wavinghand`; any other
 * as `:type:`. https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-reactions
 */
export function emojiOf(type: string): string {
  const old = named.get(type);
  if (old) return old;
  const points = /^([0-9a-f]{4,5}(?:-[0-9a-f]{4,5})*)_/.exec(type)?.[1];
  const codes = points?.split('-').map((point) => Number.parseInt(point, 16)) ?? [];
  return codes.length > 0 ? String.fromCodePoint(...codes) : `:${type}:`;
}

const named = new Map([
  ['like', '👍'],
  ['heart', '❤️'],
  ['laugh', '😆'],
  ['surprised', '😮'],
  ['sad', '😢'],
  ['angry', '😠'],
]);
