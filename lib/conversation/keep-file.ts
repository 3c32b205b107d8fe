import type { Effect } from '../effect.ts';
import type { Content, ThreadEvent } from '../message.ts';
import { threadKey, uuidOf } from '../thread.ts';

/** Asks, where a line has a file, for it to be kept: where it lies now only the channel gets it, and not for long. */
export function keepFile({ id, thread }: ThreadEvent, sk: string, content: Content): Effect[] {
  if (content.type !== 'media' || content.withheld !== undefined) return [];
  const { url, mediaType, name } = content;
  const keep = { type: 'keep-media' as const, id: uuidOf(`${threadKey(thread)} ${id} keep`), thread, sk };
  return [{ ...keep, url, mediaType, ...(name !== undefined && { name }) }];
}
