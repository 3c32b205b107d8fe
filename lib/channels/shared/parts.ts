import { uuidOf } from '../../thread.ts';

/** The id of one part of what was said at once, by its index: the first part has the id of the whole. */
export const partId = (id: string, index: number): string => (index === 0 ? id : `${id}/${index}`);

/** The same for a part of our own message, as a UUID: it stays the same when the message is sent again. */
export const partUuid = (id: string, index: number): string => (index === 0 ? id : uuidOf(`${id}/${index}`));

/** The parts of a message with the last one changed: buttons hang there, below everything that is said. */
export const onLast = <Part>(parts: Part[], change: (last: Part) => Part): Part[] =>
  parts.map((part, index) => (index === parts.length - 1 ? change(part) : part));
