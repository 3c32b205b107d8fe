import type { Content } from '../../../lib/message.ts';
import { h, type Tree } from '../dom.ts';
import { isEmoji, piecesOf } from '../links.ts';
import { card, mediaView, outward } from './media.ts';
import type { Widget } from './widget.ts';

/** What the message of this key says. */
export function bodyView(widget: Widget, key: string, content: Content): Tree {
  const { texts, uploads } = widget;
  switch (content.type) {
    case 'text':
    case 'choices':
      return textView(content.text);
    case 'media':
      return [mediaView(widget, content, uploads.preview(key)), content.caption && textView(content.caption)];
    case 'location': {
      const { latitude, longitude, name, address } = content;
      const map = `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`;
      return card('pin', name ?? address ?? texts.place, texts.map, outward(map));
    }
    case 'contact': {
      const { name, phones, emails } = content;
      const addresses = [...phones.map((phone) => `tel:${phone}`), ...emails.map((email) => `mailto:${email}`)];
      const links = addresses.map((href) => h('a', outward(href), href.slice(href.indexOf(':') + 1)));
      return card('person', name, links);
    }
    default:
      return undefined;
  }
}

export const textView = (text: string): Tree =>
  h(
    'p',
    { class: isEmoji(text) ? 'text emoji' : 'text', dir: 'auto' },
    piecesOf(text).map(({ text: words, href }) => (href === undefined ? words : h('a', outward(href), words))),
  );
