import * as z from 'zod';
import { readAnswer } from '../channels/shared/json.ts';

/** What tells a message of ours in Flex from everybody else's: an id, and the transcript's line up to which it tells. */
export type Mark = z.infer<typeof markSchema>;

const markSchema = z.object({ seaway: z.string(), upTo: z.string().optional() });

/** As the Attributes of a message. */
export const markJson = (mark: Mark): string => JSON.stringify(mark);

/** The mark in a message's Attributes; undefined where it is not ours. */
export const readMark = (attributes: string | null): Mark | undefined =>
  readAnswer(Buffer.from(attributes ?? ''), markSchema);
