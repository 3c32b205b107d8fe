import type { Http } from '../../http.ts';
import type { Choice, Content } from '../../message.ts';
import { buttonsOf, isWeb, textOf } from '../shared/fallback.ts';
import { onLast } from '../shared/parts.ts';
import { messagesOf, shorten } from '../shared/split-text.ts';
import { trackingOf } from './choices.ts';
import { sizeOf } from './size.ts';

export type ViberMessage = { type: string; [name: string]: unknown };

/**
 * The messages that a content comes to: https://developers.viber.com/docs/api/rest-bot-api/#message-types. Throws as
 * `sizeOf` does where a file cannot be measured.
 */
export async function viberMessages(content: Content, http: Http): Promise<ViberMessage[]> {
  switch (content.type) {
    case 'media':
      return mediaMessages(content, http);
    case 'location':
      return locationMessages(content);
    case 'choices':
      return choiceMessages(content);
    case 'contact':
      return contactMessages(content);
    default:
      return texts(textOf(content));
  }
}

const texts = (text: string): ViberMessage[] => messagesOf(text, 7000).map((part) => ({ type: 'text', text: part }));

/** A picture has room for this much text below it. */
const captionRoom = 512;

/** Viber looks at the end of an address for what a picture or a video is; without one they go as files. */
async function mediaMessages(content: Extract<Content, { type: 'media' }>, http: Http): Promise<ViberMessage[]> {
  const { url, mediaType, caption = '', name } = content;
  if (!isWeb(url) || !URL.canParse(url)) return texts(textOf(content));
  const said = caption.trim() ? texts(caption) : [];
  const { pathname } = new URL(url);
  if (['image/jpeg', 'image/png'].includes(mediaType) && /\.(jpe?g|png)$/i.test(pathname)) {
    if (caption.length <= captionRoom) return [{ type: 'picture', text: caption, media: url }];
    return [{ type: 'picture', text: '', media: url }, ...said];
  }
  const size = await sizeOf(url, http);
  if (mediaType === 'video/mp4' && /\.mp4$/i.test(pathname)) return [{ type: 'video', media: url, size }, ...said];
  const file_name = shorten(name ?? `file.${mediaType.replace(/^.*[/.]|[+;].*$/g, '')}`, 256);
  return [{ type: 'file', media: url, size, file_name }, ...said];
}

function locationMessages({
  latitude,
  longitude,
  name,
  address,
}: Extract<Content, { type: 'location' }>): ViberMessage[] {
  const place = [name, address].filter(Boolean).join('\n');
  const location = { type: 'location', location: { lat: latitude, lon: longitude } };
  return place ? [location, ...texts(place)] : [location];
}

/** A card has one number; what it has no room for is told in text. */
function contactMessages(content: Extract<Content, { type: 'contact' }>): ViberMessage[] {
  const { name, phones, emails } = content;
  const fits = name.trim() && phones.length > 0 && phones.every((phone) => phone && phone.length <= 18);
  if (!fits) return texts(textOf(content));
  const cards = phones.map((phone) => ({
    type: 'contact',
    contact: { name: shorten(name, 28), phone_number: phone },
  }));
  return emails.length > 0 ? [...cards, ...texts(emails.join('\n'))] : cards;
}

/** A keyboard has room for 12 rows; it hangs on the last message, as the one that is shown is that of the newest. */
function choiceMessages(content: Extract<Content, { type: 'choices' }>): ViberMessage[] {
  const offered = content.options.slice(0, 12);
  const fits = offered.every(({ text }) => text.trim() && text.length <= 250);
  const tracking = fits ? trackingOf(offered) : undefined;
  const { text, options } = buttonsOf(content, tracking ? 12 : 0);
  if (options.length === 0) return texts(text);
  const keyboard = { Type: 'keyboard', DefaultHeight: false, Buttons: options.map(button) };
  return onLast(texts(text), (last) => ({ ...last, tracking_data: tracking, keyboard }));
}

const button = ({ text }: Choice) => ({ Columns: 6, Rows: 1, ActionType: 'reply', ActionBody: text, Text: text });
