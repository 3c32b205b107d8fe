import type { Content } from '../../../lib/message.ts';
import { h, type Tree } from '../dom.ts';
import { safeAddress } from '../links.ts';
import { heard } from './controls.ts';
import { type IconName, icon } from './icons.ts';
import type { Widget } from './widget.ts';

type Media = Extract<Content, { type: 'media' }>;

/** A picture, a recording, a film, or the card of any other file; also of what the browser or the page's policy does not show. */
export function mediaView(
  { texts, ui, change }: Widget,
  { url, mediaType, name, withheld }: Media,
  preview: string | undefined,
): Tree {
  const kind = mediaType.split('/')[0];
  const format = /\.(\w{1,5})$/.exec(name ?? '')?.[1]?.toUpperCase();
  const address = safeAddress(url);
  const src = preview ?? address;
  const link = address === undefined ? undefined : outward(address);
  const words = name ?? texts.file;
  if (withheld !== undefined) return card('file', words, texts.withheld);
  if (src === undefined || ui.broken.has(src)) return card('file', words, format, link);
  const onerror = () => change({ broken: new Set([...ui.broken, src]) });
  if (kind === 'image') {
    const picture = h('img', { src, alt: name ?? texts.picture, loading: 'lazy', onerror });
    if (!link) return h('span', { class: 'picture' }, picture);
    return h('a', { class: 'picture', ...link }, picture, heard(`(${texts.newTab})`));
  }
  if (kind === 'audio')
    return h('audio', { controls: true, preload: 'metadata', src, 'aria-label': texts.voice, onerror });
  if (kind === 'video') return h('video', { controls: true, preload: 'metadata', src, 'aria-label': words, onerror });
  return card('file', words, format, link);
}

type Link = { href: string; target: string; rel: string };

/** A link away from the page, which learns nothing of where it was. */
export const outward = (href: string): Link => ({ href, target: '_blank', rel: 'noopener noreferrer nofollow' });

/** A thing with its sign, its name, and what else is to be said of it. */
export const card = (name: IconName, words: string, more: Tree, link?: Link): Tree =>
  h(
    link ? 'a' : 'div',
    { class: 'card', ...link },
    h('span', { class: 'sign' }, icon(name)),
    h('span', { class: 'words' }, h('bdi', {}, words), h('small', {}, more)),
  );
