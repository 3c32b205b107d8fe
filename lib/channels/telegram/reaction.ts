import type { Content } from '../../message.ts';

/**
 * A reaction to a message, of the emoji that Telegram allows; undefined for any other. A bot has one reaction to a message at
 * most, and an empty emoji takes it back. https://core.telegram.org/bots/api#setmessagereaction
 */
export function reactionCall({ messageId, emoji }: Extract<Content, { type: 'reaction' }>) {
  const [, chat, message] = /^(-?\d+):(\d+)$/.exec(messageId) ?? [];
  const plain = emoji.replaceAll('\u{fe0f}', '');
  if (!chat || !message || (plain && !allowed.has(plain))) return undefined;
  const reaction = plain ? [{ type: 'emoji', emoji: plain }] : [];
  return { method: 'setMessageReaction', parameters: { chat_id: chat, message_id: Number(message), reaction } };
}

/** https://core.telegram.org/bots/api#reactiontypeemoji */
const allowed = new Set(
  (
    '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 ' +
    '😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'
  ).split(' '),
);
