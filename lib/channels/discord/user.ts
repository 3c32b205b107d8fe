import * as z from 'zod';

/** https://docs.discord.com/developers/resources/user#user-object */
export const userShape = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });

/** A person chooses a display name, or goes by the user name. */
export const profileOf = ({ username, global_name }: z.infer<typeof userShape>, language?: string) => ({
  name: global_name || username,
  ...(language && { language }),
});
