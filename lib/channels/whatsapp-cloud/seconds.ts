import * as z from 'zod';

/** A time that WhatsApp writes in seconds, as text at most times; read in milliseconds. */
export const seconds = z
  .union([z.string().regex(/^\d+$/), z.number()])
  .transform((time) => Number(time) * 1000)
  .pipe(z.int());
