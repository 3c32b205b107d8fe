import type { Line } from '../conversation/state.ts';
import type { Content } from '../message.ts';
import type { Task } from './protocol/work.ts';

/** The newest line of a conversation as a list shows it: some words. */
export const lastOf = ({ content, direction, at, deleted }: Line): NonNullable<Task['last']> => ({
  text: deleted ? '' : inWords(content).slice(0, longest).toWellFormed(),
  direction,
  at,
});

/** Characters that a list has room for. */
const longest = 200;

function inWords(content: Content): string {
  switch (content.type) {
    case 'text':
    case 'choices':
      return content.text;
    case 'media':
      return content.caption ?? content.name ?? content.mediaType;
    case 'location':
      return content.name ?? content.address ?? `${content.latitude}, ${content.longitude}`;
    case 'template':
      return content.id;
    case 'reaction':
      return content.emoji;
    case 'contact':
      return content.name;
  }
}
