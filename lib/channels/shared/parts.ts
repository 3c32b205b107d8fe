import { uuidOf } from '../../thread.ts';
import type { Receipt } from '../channel.ts';

/** The id of one part of what was said at once, by its index: the first part has the id of the whole. */
export const partId = (id: string, index: number): string => (index === 0 ? id : `${id}/${index}`);

/** The same for a part of our own message, as a UUID: it stays the same when the message is sent again. */
export const partUuid = (id: string, index: number): string => (index === 0 ? id : uuidOf(`${id}/${index}`));

/** The receipt of a message that went out in these parts: the ids of all of them. */
export function receiptOf(parts: readonly Receipt[]): Receipt {
  const ids = parts.flatMap(({ providerId, others = [] }) =>
    providerId === undefined ? others : [providerId, ...others],
  );
  const [providerId, ...others] = new Set(ids);
  return { ...(providerId !== undefined && { providerId }), ...(others.length > 0 && { others }) };
}

/**
 * The callback address of one part of a message. Only the last part's names the message: what the provider says of the others
 * waits until their ids are noted, so that nothing counts as out while a part of it is still to be sent.
 */
export const partCallback = (callback: string | undefined, isLast: boolean): string | undefined =>
  isLast ? callback : callback?.replace(/\?.*$/, '');

/** The parts of a message with the last one changed: buttons hang there, below everything that is said. */
export const onLast = <Part>(parts: Part[], change: (last: Part) => Part): Part[] =>
  parts.map((part, index) => (index === parts.length - 1 ? change(part) : part));
