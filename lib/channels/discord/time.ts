import * as z from 'zod';

/** The ids of Discord, in which the hour is: https://docs.discord.com/developers/reference#snowflakes */
export const snowflake = z.string().regex(/^\d{15,20}$/, 'is no snowflake');

/** When something of this id was made, in epoch milliseconds; Discord counts from the first second of 2015. */
export const madeAt = (id: string): number => Number((BigInt(id) >> 22n) + 1_420_070_400_000n);

/** An hour in ISO 8601 as epoch milliseconds; where no zone is told, it is UTC. */
export const hour = z
  .string()
  .transform((text) => Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`))
  .pipe(z.number());
