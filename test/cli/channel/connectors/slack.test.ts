import { afterAll, beforeAll, expect, test } from 'vitest';
import { slack } from '../../../../cli/channel/connectors/slack.ts';
import { createHttp } from '../../../../lib/http.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { startSlack } from '../../../../local/providers/slack/index.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startSlack({ webhook: 'http://127.0.0.1:9/' });
});
afterAll(() => provider.close());

const webhook = 'https://example.com/webhooks/slack/main';
const http = () => createHttp(provider.origins);

test('finds whose token it is, and that it has all the scopes', async () => {
  expect(await slack.with(provider.secret).check(webhook, http())).toEqual([
    { ok: true, sentence: 'The token is that of seaway in Local.' },
    { ok: true, sentence: 'The app has all the scopes that it needs.' },
  ]);
});

test('finds the scopes that are missing', async () => {
  const few = async () => ({
    status: 200,
    headers: { 'x-oauth-scopes': 'app_mentions:read,chat:write, im:history' },
    body: Buffer.from('{"ok":true,"team":"Local","user":"seaway"}'),
  });
  const [, scopes] = await slack.with(provider.secret).check(webhook, few);
  expect(scopes).toMatchObject({
    ok: false,
    sentence: expect.stringContaining('lacks files:read, files:write, reactions:read, reactions:write:'),
  });
});

test('finds a token that Slack does not take', async () => {
  const account = slack.with({ ...provider.secret, botUserToken: 'xoxb-other' });
  expect(await account.check(webhook, http())).toMatchObject([
    { ok: false, sentence: expect.stringContaining('the token is wrong. Install the app') },
  ]);
});

test('has nothing to register, and gives the manifest with our address', async () => {
  const account = slack.with(provider.secret);
  expect(await account.register(webhook, http())).toEqual([]);
  const manifest = JSON.parse(account.remains(webhook).at(-1) ?? '');
  expect(manifest.settings.event_subscriptions.request_url).toBe(webhook);
  expect(manifest.settings.interactivity).toEqual({ is_enabled: true, request_url: webhook });
});

test('asks for each setting, and says which does not fit', () => {
  expect(slack.questions.map(({ setting }) => setting)).toEqual(['signingSecret', 'botUserToken']);
  expect(() => slack.with({ signingSecret: 'x', botUserToken: 'xoxp-1' })).toThrow('starts with xoxb-');
});
