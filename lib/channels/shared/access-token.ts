/** What a provider's login gives: the token, and for how many seconds it is good. */
export type Login = { token: string; expiresIn: number };

/** Time for the call that uses the token, and for clocks that differ. */
const spare = 60_000;

const kept = new Map<string, { login: Promise<Login>; until: number }>();

/**
 * The access token of this key: the one in memory until a minute before it expires, else what `logIn` gives, asked once
 * however many wait for it. The key names everything that the token depends on, the account's secret included, so that a
 * changed secret logs in anew. A login that failed is not kept; its error is thrown as it is.
 */
export async function accessToken(key: string, logIn: () => Promise<Login>): Promise<string> {
  const found = kept.get(key);
  if (found && found.until > Date.now()) return (await found.login).token;
  const login = logIn();
  const entry = { login, until: Number.POSITIVE_INFINITY };
  kept.set(key, entry);
  try {
    const { token, expiresIn } = await login;
    entry.until = Date.now() + expiresIn * 1000 - spare;
    return token;
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}
