import * as z from 'zod';

/** The secret of an account; the relay of `relay/discord` reads the same one. */
export const discordSettings = z.object({
  applicationId: z.string().regex(/^\d{15,20}$/, 'must be the digits of the application ID'),
  publicKey: z.string().regex(/^[0-9a-f]{64}$/, "must be the 64 hex digits of the application's public key"),
  botToken: z.string().min(1),
  /** What the relay signs with. Without it there are commands and buttons, but no ordinary messages. */
  relaySecret: z.string().min(32, 'must be 32 characters or more, made by chance').optional(),
});
