import type { openPhones } from '../phones.ts';
import type { Says } from '../provider.ts';

type Deed = Extract<Says, { type: 'edit' | 'react' | 'leave' }>;
type Person = { sender: string; from: Record<string, unknown>; chat: Record<string, unknown>; bot: unknown };

/** The update that Telegram makes of what somebody does to a message on the screen, or to the chat as a whole. */
export function updateOf(says: Deed, { sender, from, chat, bot }: Person, phones: ReturnType<typeof openPhones>) {
  const date = Math.floor(Date.now() / 1000);
  switch (says.type) {
    case 'edit': {
      phones.change(sender, says.message, { text: says.text, edited: true });
      const edited = { message_id: idIn(says.message), date, edit_date: date, chat, from, text: says.text };
      return { edited_message: edited };
    }
    case 'react': {
      const before = phones.shown(sender).find(({ id }) => id === says.message)?.reaction;
      phones.change(sender, says.message, { reaction: says.emoji });
      const reacted = { chat, message_id: idIn(says.message), user: from, date };
      return { message_reaction: { ...reacted, old_reaction: listOf(before), new_reaction: listOf(says.emoji) } };
    }
    case 'leave': {
      const members = {
        old_chat_member: { user: bot, status: 'member' },
        new_chat_member: { user: bot, status: 'kicked', until_date: 0 },
      };
      return { my_chat_member: { chat, from, date, ...members } };
    }
  }
}

const idIn = (message: string) => Number(message.split(':').at(-1));

const listOf = (emoji: string | undefined) => (emoji ? [{ type: 'emoji', emoji }] : []);
