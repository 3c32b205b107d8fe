import * as z from 'zod';

/** An id at Meta, which is a long number. */
export const metaId = z.string().regex(/^\d+$/, 'must be digits alone');

/** What the secret of every account at Meta has of its app. */
export const metaApp = {
  appSecret: z.string().min(1),
  /** Any text, which Meta repeats when the webhook's address is entered. */
  verifyToken: z.string().min(1),
  /** Only `seaway channel connect` needs it, to enter the webhook's address by itself. */
  appId: metaId.optional(),
};
