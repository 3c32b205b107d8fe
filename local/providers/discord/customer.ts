import type { Says, Shown } from '../provider.ts';
import { channelOf, snowflake } from './ids.ts';
import type { User } from './interactions.ts';

/** What the Gateway reports of what a customer does, and how the phone looks then: with something new, or changed. */
export type Deed = {
  t: string;
  d: Record<string, unknown>;
  shows?: Omit<Shown, 'at'>;
  changes?: { id: string; looks: Partial<Shown> };
};

type Attached = { attachment: Record<string, unknown>; media: NonNullable<Shown['media']> };

/** `attached` is what Discord and the phone make of the file that is sent; `before` the message that is spoken of. */
export function deedOf(user: User, says: Says, attached: Attached | undefined, before: Shown | undefined): Deed {
  const channel = channelOf(user.id);
  switch (says.type) {
    case 'text':
      return message(user, { content: says.text }, { text: says.text });
    case 'file':
      return message(
        user,
        { attachments: attached ? [attached.attachment] : [] },
        { text: '', ...(attached && { media: attached.media }) },
      );
    case 'sticker':
      return message(
        user,
        { sticker_items: [{ id: '749054660769218631', name: 'Wave', format_type: 1 }] },
        { text: '👋' },
      );
    case 'edit': {
      const edited = { content: says.text, edited_timestamp: new Date().toISOString() };
      const looks = { text: says.text, edited: true };
      return { t: 'MESSAGE_UPDATE', d: { ...objectOf(before?.raw), ...edited }, changes: { id: says.message, looks } };
    }
    case 'unsend':
      return {
        t: 'MESSAGE_DELETE',
        d: { id: says.message, channel_id: channel },
        changes: { id: says.message, looks: { deleted: true } },
      };
    case 'react': {
      const name = says.emoji || before?.reaction || '👍';
      const d = {
        user_id: user.id,
        channel_id: channel,
        message_id: says.message,
        emoji: { id: null, name },
        burst: false,
        type: 0,
      };
      return {
        t: `MESSAGE_REACTION_${says.emoji ? 'ADD' : 'REMOVE'}`,
        d,
        changes: { id: says.message, looks: { reaction: says.emoji } },
      };
    }
    case 'typing':
      return {
        t: 'TYPING_START',
        d: { user_id: user.id, channel_id: channel, timestamp: Math.floor(Date.now() / 1000) },
      };
    default:
      throw new Error(`nobody can do this on Discord: ${says.type}`);
  }
}

/** A message as Discord gives it back: https://docs.discord.com/developers/resources/message#message-object */
export const messageObject = (author: unknown, channel: string, said: Record<string, unknown>) => ({
  ...{ id: snowflake(), type: 0, channel_id: channel, author, content: '', timestamp: new Date().toISOString() },
  ...{ edited_timestamp: null, tts: false, pinned: false, mention_everyone: false, mentions: [], mention_roles: [] },
  ...{ attachments: [], embeds: [], components: [], flags: 0 },
  ...said,
});

function message(user: User, said: Record<string, unknown>, look: Pick<Shown, 'text' | 'media'>): Deed {
  const d = messageObject(user, channelOf(user.id), said);
  return { t: 'MESSAGE_CREATE', d, shows: { id: d.id, from: 'customer', ...look, raw: d } };
}

const objectOf = (raw: unknown): object => (typeof raw === 'object' && raw !== null ? raw : {});
