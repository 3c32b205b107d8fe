import * as z from 'zod';
import { deedSchema } from '../../deed.ts';

/** POST /console/deeds: 202 with the id; the same id twice is one deed. 409 with the holder's name where it is not theirs to do. */
export const deedRequestSchema = z.object({ id: z.string().min(1).max(100), thread: z.string(), deed: deedSchema });
