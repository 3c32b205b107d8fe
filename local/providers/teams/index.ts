import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { parseForm } from '../../../lib/channels/shared/form.ts';
import { signRs256 } from '../../../lib/jwt/sign.ts';
import { type ApiAnswer, type ApiCall, fileAnswer, jsonOf, postWebhook, Refused, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { File, Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { openCustomers, service } from './customers.ts';
import { activityShape, conversationPattern, largest, seen } from './rules.ts';

const secret = {
  appId: '00000000-0000-4000-8000-00000000b070',
  clientSecret: 'local-teams-client-secret',
  tenantId: '00000000-0000-4000-8000-000000007e4a',
};
const accessToken = 'local-teams-access-token';

/**
 * Microsoft Teams: the login, the published keys, conversations, attachments, and the people. A sender is the id of a
 * conversation: `a:` and 10 or more characters, 19:...@thread.v2, or 19:...@thread.tacv2;messageid=... in a channel.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export async function startTeams(options: ProviderOptions): Promise<Provider> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'local', use: 'sig', endorsements: ['msteams'] }];
  const phones = openPhones();
  const api = await serveApi(options, take);
  const customers = openCustomers({ phones, bot: secret.appId, keep: api.keep, post });

  function take({ method, path, headers, body }: ApiCall): ApiAnswer {
    if (path === '/v1/.well-known/keys') return { status: 200, body: { keys } };
    if (path === `/${secret.tenantId}/oauth2/v2.0/token`) return logIn(parseForm(body));
    const file = /^\/download\.aspx\?id=([\w-]+)$/.exec(path);
    if (file) return bytes(api.file(file[1] ?? ''));
    if (headers.authorization !== `Bearer ${accessToken}`) return refuse(401, 'Authorization', 'has been denied');
    const picture = /\/v3\/attachments\/([\w-]+)\/views\/original$/.exec(path);
    if (method === 'GET' && picture) return bytes(api.file(picture[1] ?? ''));
    const conversation = /\/v3\/conversations\/([^/]+)\/activities$/.exec(path);
    if (method === 'POST' && conversation) return send(decodeURIComponent(conversation[1] ?? ''), body);
    return refuse(404, 'NotFound', 'there is no such resource');
  }

  function logIn(form: URLSearchParams): ApiAnswer {
    const given = ['grant_type', 'scope', 'client_id', 'client_secret'].map((name) => form.get(name)).join(' ');
    if (given === `client_credentials https://api.botframework.com/.default ${secret.appId} ${secret.clientSecret}`)
      return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: accessToken } };
    const denied = { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' };
    throw new Refused({ status: 401, body: denied }, denied.error_description);
  }

  function send(sender: string, body: Buffer): ApiAnswer {
    if (!conversationPattern.test(sender)) refuse(404, 'ConversationNotFound', 'Conversation not found.', sender);
    if (body.length > largest) refuse(413, 'MessageSizeTooBig', 'Message size too large.', sender);
    if (customers.hasLeft(sender)) refuse(403, 'MessageWritesBlocked', 'Message writes blocked.', sender);
    const read = activityShape.safeParse(jsonOf(body));
    if (!read.success)
      return refuse(400, 'BadSyntax', read.error.issues.map(({ message }) => message).join('; '), sender);
    const id = customers.nextId();
    if (read.data.type === 'message')
      phones.show(sender, { id: `${sender}/${id}`, from: 'business', ...seen(read.data), raw: read.data });
    return { status: 201, body: { id } };
  }

  /** Posts an activity to our webhook, with the token that says where it comes from. */
  function post(activity: Record<string, unknown>) {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'https://api.botframework.com',
      aud: secret.appId,
      nbf: now,
      exp: now + 3600,
      serviceurl: service,
    };
    const authorization = `Bearer ${signRs256(claims, pem, 'local')}`;
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization };
    return postWebhook(options.webhook, headers, JSON.stringify(activity));
  }

  async function say(sender: string, says: Says, profile: Profile = {}) {
    if (!conversationPattern.test(sender)) throw new Error(`${sender} is no conversation in Teams: a:... or 19:...`);
    return customers.say(sender, says, profile);
  }

  return standIn({
    channel: 'teams',
    addresses: [
      'https://smba.trafficmanager.net',
      'https://login.microsoftonline.com',
      'https://login.botframework.com',
      'https://local.sharepoint.com',
    ],
    secret,
    can: ['text', 'choice', 'file', 'edit', 'unsend', 'react', 'typing', 'read', 'leave'],
    say,
    phones,
    api,
  });
}

const bytes = (file: File | undefined) => (file ? fileAnswer(file) : refuse(404, 'NotFound', 'there is no such file'));

function refuse(status: number, code: string, message: string, sender?: string): never {
  throw new Refused({ status, body: { error: { code, message } } }, `${code}: ${message}`, sender);
}
