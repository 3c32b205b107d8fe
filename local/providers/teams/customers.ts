import type { openPhones } from '../phones.ts';
import type { File, Profile, Says } from '../provider.ts';

/** The region that speaks for everybody here. */
export const service = 'https://smba.trafficmanager.net/emea/local/';

type World = {
  phones: ReturnType<typeof openPhones>;
  bot: string;
  keep(file: File): { id: string; url: string };
  post(activity: Record<string, unknown>): Promise<{ status: number; body: string }>;
};

/** What people do in Teams, as the activities that it makes of that. */
export function openCustomers({ phones, bot, keep, post }: World) {
  const left = new Set<string>();
  // Teams' ids are times in milliseconds, and no two are the same.
  let newest = 0;
  const nextId = () => {
    newest = Math.max(Date.now(), newest + 1);
    return String(newest);
  };

  const activity = (sender: string, type: string, { name = 'Customer', language }: Profile) => ({
    type,
    id: type === 'message' ? nextId() : `f:${nextId()}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: service,
    from: { id: `29:${sender}`, name },
    conversation: { id: sender, conversationType: kindOf(sender) },
    recipient: { id: `28:${bot}`, name: 'Seaway' },
    ...(language && { locale: language }),
  });

  function message(sender: string, profile: Profile, text: string, { attachments, media }: Attached = {}) {
    // In a channel and among several people, everybody has to address the bot.
    const addressed = kindOf(sender) !== 'personal';
    const mention = { type: 'mention', mentioned: { id: `28:${bot}`, name: 'Seaway' }, text: '<at>Seaway</at>' };
    const said = {
      ...activity(sender, 'message', profile),
      text: addressed ? `${mention.text} ${text}` : text,
      textFormat: 'plain',
      entities: addressed ? [mention] : [],
      ...(attachments && { attachments }),
    };
    phones.show(sender, { id: `${sender}/${said.id}`, from: 'customer', text, ...(media && { media }), raw: said });
    return post(said);
  }

  /** A picture comes as such and wants our token; any other file lies open on SharePoint for some minutes. */
  function attached(file: File): Attached {
    const { id, url } = keep(file);
    const { name, mediaType } = file;
    const media = { url, mediaType, name };
    if (mediaType.startsWith('image/'))
      return {
        media,
        attachments: [{ contentType: mediaType, name, contentUrl: `${service}v3/attachments/${id}/views/original` }],
      };
    const content = {
      downloadUrl: `https://local.sharepoint.com/download.aspx?id=${id}`,
      uniqueId: id,
      fileType: name.split('.').at(-1),
    };
    return {
      media,
      attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', name, content }],
    };
  }

  /** A button of a card says nothing in the conversation, so that only its text is on the screen. */
  function press(sender: string, option: string, profile: Profile) {
    const { shown, text } = phones.offering(sender, option);
    const pressed = { ...activity(sender, 'message', profile), value: { choice: option }, replyToId: idIn(shown.id) };
    phones.show(sender, { id: `${sender}/${pressed.id}`, from: 'customer', text, raw: pressed });
    return post(pressed);
  }

  function react(sender: string, id: string, emoji: string, profile: Profile) {
    const before = phones.shown(sender).find((shown) => shown.id === id)?.reaction ?? '';
    phones.change(sender, id, { reaction: emoji });
    const change = emoji
      ? { reactionsAdded: [{ type: typeOf(emoji) }] }
      : { reactionsRemoved: [{ type: typeOf(before) }] };
    return post({ ...activity(sender, 'messageReaction', profile), ...change, replyToId: idIn(id) });
  }

  function read(sender: string, profile: Profile) {
    const newest = phones.shown(sender).findLast(({ from }) => from === 'business');
    const value = { lastReadMessageId: newest ? idIn(newest.id) : nextId() };
    return post({ ...activity(sender, 'event', profile), name: 'application/vnd.microsoft.readReceipt', value });
  }

  function changed(type: string, sender: string, id: string, profile: Profile, more: Record<string, unknown>) {
    return post({ ...activity(sender, type, profile), id: idIn(id), ...more });
  }

  function say(sender: string, says: Says, profile: Profile) {
    left.delete(sender);
    switch (says.type) {
      case 'text':
        return message(sender, profile, says.text);
      case 'file':
        return message(sender, profile, '', attached(says));
      case 'choice':
        return press(sender, says.option, profile);
      case 'edit':
        phones.change(sender, says.message, { text: says.text, edited: true });
        return changed('messageUpdate', sender, says.message, profile, {
          text: says.text,
          channelData: { eventType: 'editMessage' },
        });
      case 'unsend':
        phones.change(sender, says.message, { text: '', deleted: true });
        return changed('messageDelete', sender, says.message, profile, {
          channelData: { eventType: 'softDeleteMessage' },
        });
      case 'react':
        return react(sender, says.message, says.emoji, profile);
      case 'typing':
        return post(activity(sender, 'typing', profile));
      case 'read':
        return read(sender, profile);
      case 'leave':
        left.add(sender);
        return post({ ...activity(sender, 'installationUpdate', profile), action: 'remove' });
      default:
        throw new Error(`nobody can do this in Teams: ${says.type}`);
    }
  }

  return { say, nextId, hasLeft: (sender: string) => left.has(sender) };
}

type Attached = { attachments?: unknown[]; media?: { url: string; mediaType: string; name: string } };

function kindOf(sender: string) {
  if (sender.startsWith('a:')) return 'personal';
  return sender.includes('@thread.tacv2') ? 'channel' : 'groupChat';
}

const idIn = (messageId: string) => messageId.split('/').at(-1) ?? '';

const named = new Map([
  ['👍', 'like'],
  ['❤️', 'heart'],
  ['😆', 'laugh'],
  ['😮', 'surprised'],
  ['😢', 'sad'],
  ['😠', 'angry'],
]);

const typeOf = (emoji: string) => {
  const points = Array.from(emoji, (character) => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0'));
  return named.get(emoji) ?? `${points.join('-')}_emoji`;
};
