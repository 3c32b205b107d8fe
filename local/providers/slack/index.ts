import { type ApiAnswer, type ApiCall, fileAnswer, Refused, serveApi } from '../api.ts';
import { openPhones } from '../phones.ts';
import type { File, Profile, Provider, ProviderOptions, Says } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { openCustomers } from './customers.ts';
import { team } from './ids.ts';
import { formOf, openMethods, refuse } from './methods.ts';
import { openUploads } from './uploads.ts';

const secret = { signingSecret: 'local-slack-signing-secret', botUserToken: 'xoxb-local-slack-bot-user-token' };

/**
 * Slack: the methods of the Web API that we call, uploads, the download of what people send, and the people. A sender is a
 * direct conversation, D and 8 or more of A-Z and 0-9, or a thread of a channel, C..., a colon and its time.
 * https://docs.slack.dev/apis/web-api
 */
export async function startSlack(options: ProviderOptions): Promise<Provider> {
  const phones = openPhones();
  /** What customers sent, by its path on files.slack.com. */
  const theirs = new Map<string, File>();
  const api = await serveApi(options, take);
  const { calls, show } = openMethods(phones);
  const uploads = openUploads({ keep: api.keep, show });
  const methods = new Map(Object.entries({ ...calls, ...uploads.calls }));
  const customers = openCustomers({ phones, webhook: options.webhook, signingSecret: secret.signingSecret, attach });

  function take({ method, path, headers, body }: ApiCall): ApiAnswer {
    if (path.startsWith('/upload/v1/')) return uploads.take(path, body);
    const known = headers.authorization === `Bearer ${secret.botUserToken}`;
    if (path.startsWith('/files-pri/')) return download(path, known);
    if (!path.startsWith('/api/'))
      throw new Refused({ status: 404, body: Buffer.from('Not found') }, `no ${method} ${path}`);
    if (!known) return refuse('invalid_auth');
    const answer = methods.get(path.slice('/api/'.length)) ?? refuse('unknown_method');
    return answer(formOf(body));
  }

  /** Who has no token is shown the page to sign in, with 200. */
  function download(path: string, known: boolean): ApiAnswer {
    const file = theirs.get(path);
    if (known && file) return fileAnswer(file);
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: Buffer.from('<!DOCTYPE html>Sign in to Slack'),
    };
  }

  function attach(id: string, file: File) {
    const path = `/files-pri/${team}-${id}/${encodeURIComponent(file.name)}`;
    theirs.set(path, file);
    return { url: `https://files.slack.com${path}`, shownUrl: api.keep(file).url };
  }

  async function say(sender: string, says: Says, profile: Profile = {}) {
    if (!isSender(sender)) throw new Error(`${sender} is no conversation in Slack: D... or C...:<time>`);
    return customers(sender, says, profile);
  }

  return standIn({
    channel: 'slack',
    addresses: ['https://slack.com', 'https://files.slack.com'],
    secret,
    can: ['text', 'choice', 'file', 'edit', 'unsend', 'react'],
    say,
    phones,
    api,
  });
}

const isSender = (sender: string) => /^(D[A-Z0-9]{8,}|[CG][A-Z0-9]{8,}:\d+\.\d{6})$/.test(sender);
