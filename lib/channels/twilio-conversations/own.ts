import * as z from 'zod';
import { readAnswer } from '../shared/json.ts';

const ownShape = z.object({ seaway: z.string() });

/** The attributes that tell a message of ours from everybody else's, should it ever come back to us. */
export const ownAttributes = (messageId: string): string => JSON.stringify({ seaway: messageId });

/** Whether a message's attributes, JSON of which anything may be known, say that it is ours. */
export const isOwn = (attributes: string | null): boolean =>
  readAnswer(Buffer.from(attributes ?? ''), ownShape) !== undefined;
