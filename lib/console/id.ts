import * as z from 'zod';

/** The id that a page gives to what it asks for: asked twice, it is done once. */
export const idSchema = z.string().min(1).max(100);
