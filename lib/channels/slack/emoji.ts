/** The emoji of a reaction's name; `:name:` for those of a workspace's own, and for the rarer ones. */
export function emojiOf(name: string): string {
  const [base = '', tone] = name.split('::');
  const emoji = byName.get(base);
  return emoji ? emoji + (tones.get(tone ?? '') ?? '') : `:${base}:`;
}

/** The name of an emoji as a reaction, without its skin tone; undefined where Slack has one that we do not know. */
export function emojiName(emoji: string): string | undefined {
  if (/^:[^:\s]+:$/.test(emoji)) return emoji.slice(1, -1);
  return names.get(emoji.replace(/[\u{fe0f}\u{1f3fb}-\u{1f3ff}]/gu, ''));
}

/** The reactions that people use, without variation selectors: https://docs.slack.dev/reference/methods/reactions.add */
const names = new Map(
  Object.entries({
    '👍': '+1',
    '👎': '-1',
    '❤': 'heart',
    '😀': 'grinning',
    '😄': 'smile',
    '😂': 'joy',
    '🤣': 'rolling_on_the_floor_laughing',
    '😉': 'wink',
    '😊': 'blush',
    '😍': 'heart_eyes',
    '😎': 'sunglasses',
    '🤔': 'thinking_face',
    '😮': 'open_mouth',
    '😢': 'cry',
    '😭': 'sob',
    '😡': 'rage',
    '🙏': 'pray',
    '👏': 'clap',
    '🙌': 'raised_hands',
    '👌': 'ok_hand',
    '👋': 'wave',
    '💪': 'muscle',
    '🎉': 'tada',
    '🔥': 'fire',
    '💯': '100',
    '🚀': 'rocket',
    '👀': 'eyes',
    '✅': 'white_check_mark',
    '❌': 'x',
    '⭐': 'star',
    '❓': 'question',
    '⚠': 'warning',
  }),
);

const byName = new Map([...names].map(([emoji, name]) => [name, emoji]));
byName.set('thumbsup', '👍').set('thumbsdown', '👎');

const tones = new Map([
  ['skin-tone-2', '🏻'],
  ['skin-tone-3', '🏼'],
  ['skin-tone-4', '🏽'],
  ['skin-tone-5', '🏾'],
  ['skin-tone-6', '🏿'],
]);
