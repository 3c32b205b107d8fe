import type { WebhookRequest } from '../channels/channel.ts';
import { type WebchatSettings, webchat, webchatSettings } from '../channels/webchat/index.ts';
import { type Session, sessionOf } from '../channels/webchat/token.ts';
import { bearerOf } from '../jwt/bearer.ts';

/** Which web chat accounts there are, and their secrets. */
export type Accounts = {
  accounts: readonly { channel: string; account: string }[];
  secret(channel: string, account: string): Promise<unknown>;
};

/** The settings of a web chat account; undefined where there is no such account. Throws Permanent where they do not fit. */
export async function settingsOf(
  { accounts, secret }: Accounts,
  account: string,
): Promise<WebchatSettings | undefined> {
  if (!accounts.some((known) => known.channel === webchat.name && known.account === account)) return undefined;
  const kept = await secret(webchat.name, account);
  // This one says in a sentence what does not fit.
  webchat.connect(kept);
  return webchatSettings.parse(kept);
}

/** Whether a page of this origin may open the chat. Who is no browser sends none, and could name any. */
export const isWelcome = ({ origins }: WebchatSettings, origin: string | undefined): boolean =>
  origin === undefined || origins.includes(origin);

/** The request by which a page's frames come in, however they came: docs/channels/webchat-protocol.md. */
export const frameRequest = (account: string, token: string, body: string): WebhookRequest => ({
  method: 'POST',
  url: `/webhooks/${webchat.name}/${encodeURIComponent(account)}`,
  headers: { authorization: `Bearer ${token}` },
  query: {},
  body: Buffer.from(body),
});

/** The session whose token the Authorization header holds; undefined where it is none of this account, or has expired. */
export function enter(
  settings: WebchatSettings,
  account: string,
  authorization: string | undefined,
): Session | undefined {
  const token = bearerOf(authorization) ?? '';
  if (webchat.connect(settings).verify(frameRequest(account, token, '')).verdict !== 'accept') return undefined;
  const session = sessionOf(token);
  return session?.account === account ? session : undefined;
}
