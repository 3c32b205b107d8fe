import { emojiName } from '../../../lib/channels/slack/emoji.ts';
import { isDirect, placeOf } from '../../../lib/channels/slack/place.ts';
import { escapeText } from '../../../lib/channels/slack/text.ts';
import type { openPhones } from '../phones.ts';
import type { File, Profile, Says } from '../provider.ts';
import { bot, nextId, nextTime, team, userOf } from './ids.ts';
import { postEvent, postPress } from './posting.ts';

type World = {
  phones: ReturnType<typeof openPhones>;
  webhook: string;
  signingSecret: string;
  /** Keeps a file of a customer; gives the address on Slack, and the one for the customer's own screen. */
  attach(id: string, file: File): { url: string; shownUrl: string };
};

/** What people do in Slack, as the events and presses that it makes of that. */
export function openCustomers({ phones, webhook, signingSecret, attach }: World) {
  const tell = (event: Record<string, unknown>) => postEvent(webhook, signingSecret, event);

  /** In a channel people address the app, which Slack tells as a mention. */
  function where(sender: string) {
    const { channel, ts: first } = placeOf(sender);
    if (isDirect(channel)) return { ts: nextTime(), place: { channel, channel_type: 'im' }, type: 'message', at: '' };
    const begun = phones.shown(sender).length > 0;
    const ts = begun ? nextTime() : (first ?? nextTime());
    return { ts, place: { channel, ...(begun && { thread_ts: first }) }, type: 'app_mention', at: `<@${bot.user}> ` };
  }

  function message(sender: string, text: string, more: Record<string, unknown>, look: { media?: Media }) {
    const { ts, place, type, at } = where(sender);
    const said = {
      user: userOf(place.channel),
      ts,
      text: at + escapeText(text),
      team,
      ...place,
      event_ts: ts,
      ...more,
    };
    const event = { type, ...said };
    phones.show(sender, { id: `${place.channel}:${ts}`, from: 'customer', text, ...look, raw: event });
    return tell(event);
  }

  function attached(sender: string, file: File) {
    const id = nextId('F');
    const { name, mediaType } = file;
    const { url, shownUrl } = attach(id, file);
    const sent = {
      id,
      name,
      title: name,
      mimetype: mediaType,
      mode: 'hosted',
      size: file.data.length,
      url_private: url,
    };
    return message(sender, '', { subtype: 'file_share', files: [sent] }, { media: { url: shownUrl, mediaType, name } });
  }

  function press(sender: string, option: string, { name }: Profile) {
    const { shown, text } = phones.offering(sender, option);
    const { channel = '', ts } = placeOf(shown.id);
    const { ts: first } = placeOf(sender);
    const time = nextTime();
    const container = {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: false,
      ...(first && { thread_ts: first }),
    };
    const action = {
      type: 'button',
      action_id: 'choice',
      block_id: 'b',
      value: option,
      text: { type: 'plain_text', text },
      action_ts: time,
    };
    const pressed = {
      user: { id: userOf(channel), name: name ?? 'customer', team_id: team },
      container,
      actions: [action],
    };
    phones.show(sender, { id: `press:${time}`, from: 'customer', text, raw: pressed });
    return postPress(webhook, signingSecret, pressed);
  }

  function changed(subtype: string, sender: string, id: string, change: Record<string, unknown>) {
    const { channel = '', ts } = placeOf(id);
    const { ts: first } = placeOf(sender);
    const thread = first && first !== ts ? { thread_ts: first } : {};
    const before = { type: 'message', user: userOf(channel), ts, text: '', ...thread };
    const message = subtype === 'message_changed' && { message: { ...before, ...change } };
    const time = nextTime();
    const when = { ts: time, event_ts: time, ...(subtype === 'message_deleted' && { deleted_ts: ts }) };
    return tell({ type: 'message', subtype, hidden: true, channel, ...when, ...message, previous_message: before });
  }

  function edit(sender: string, id: string, text: string) {
    phones.change(sender, id, { text, edited: true });
    return changed('message_changed', sender, id, { text: escapeText(text), edited: { ts: nextTime() } });
  }

  function unsend(sender: string, id: string) {
    phones.change(sender, id, { text: '', deleted: true });
    return changed('message_deleted', sender, id, {});
  }

  /** An empty emoji takes back the one that is there. */
  function react(sender: string, id: string, emoji: string) {
    const before = phones.shown(sender).find((shown) => shown.id === id)?.reaction ?? '';
    const reaction = emojiName(emoji || before);
    if (!reaction) throw new Error(`Slack has no reaction "${emoji}"`);
    phones.change(sender, id, { reaction: emoji });
    const { channel = '', ts } = placeOf(id);
    const type = emoji ? 'reaction_added' : 'reaction_removed';
    const item = { type: 'message', channel, ts };
    return tell({ type, user: userOf(channel), reaction, item, item_user: bot.user, event_ts: nextTime() });
  }

  return (sender: string, says: Says, profile: Profile) => {
    switch (says.type) {
      case 'text':
        return message(sender, says.text, {}, {});
      case 'file':
        return attached(sender, says);
      case 'choice':
        return press(sender, says.option, profile);
      case 'edit':
        return edit(sender, says.message, says.text);
      case 'unsend':
        return unsend(sender, says.message);
      case 'react':
        return react(sender, says.message, says.emoji);
      default:
        throw new Error(`nobody can do this in Slack: ${says.type}`);
    }
  };
}

type Media = { url: string; mediaType: string; name: string };
