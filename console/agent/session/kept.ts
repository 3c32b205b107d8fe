import * as z from 'zod';

/** What a tab holds of who signed in; `expiresAt` is when the access token ends, in epoch milliseconds of this computer. */
const tokensSchema = z.object({ access: z.string(), refresh: z.string().optional(), expiresAt: z.number() });
export type Tokens = z.infer<typeof tokensSchema>;

/** What has to be known again when somebody comes back from signing in. */
const attemptSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
export type Attempt = z.infer<typeof attemptSchema>;

export type Kept = ReturnType<typeof openKept>;

/**
 * What a session keeps in the storage of its tab. There it survives a reload, and nothing else: it is gone with the tab, and
 * neither another tab nor whoever sits down at the computer later can read it, as they could in localStorage. That no foreign
 * script reads it is for the page's content security policy.
 */
export function openKept(storage: Storage) {
  const read = <Kind>(name: string, schema: z.ZodType<Kind>): Kind | undefined => {
    try {
      return schema.safeParse(JSON.parse(storage.getItem(name) ?? 'null')).data;
    } catch {
      return undefined;
    }
  };
  return {
    tokens: () => read('seaway.tokens', tokensSchema),
    keepTokens: (tokens: Tokens) => storage.setItem('seaway.tokens', JSON.stringify(tokens)),
    forgetTokens: () => storage.removeItem('seaway.tokens'),
    keepAttempt: (attempt: Attempt) => storage.setItem('seaway.sign-in', JSON.stringify(attempt)),
    /** Once: an answer that comes twice is not believed the second time. */
    takeAttempt(): Attempt | undefined {
      const attempt = read('seaway.sign-in', attemptSchema);
      storage.removeItem('seaway.sign-in');
      return attempt;
    },
  };
}

/** What the provider answers with: OAuth leaves all but the token itself out where it likes. */
type Answer = {
  readonly access_token: string;
  readonly refresh_token?: string | undefined;
  readonly expires_in?: number | undefined;
};

/** A provider that gives no new refresh token means the old one to be used again, and one that tells no end means an hour. */
export const tokensOf = (answer: Answer, now: number, before?: Tokens): Tokens => {
  const refresh = answer.refresh_token ?? before?.refresh;
  const expiresAt = now + (answer.expires_in ?? 3_600) * 1_000;
  return { access: answer.access_token, expiresAt, ...(refresh !== undefined && { refresh }) };
};

/** Milliseconds before its end from which on a token is renewed: time to try again where the network is gone. */
const early = 300_000;

export const isFresh = ({ expiresAt }: Tokens, now: number): boolean => expiresAt - now > early;
export const isGood = ({ expiresAt }: Tokens, now: number): boolean => expiresAt > now;
