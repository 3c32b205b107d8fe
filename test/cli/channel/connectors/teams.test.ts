import { afterAll, beforeAll, expect, test } from 'vitest';
import { teams } from '../../../../cli/channel/connectors/teams.ts';
import { Transient } from '../../../../lib/errors.ts';
import { createHttp } from '../../../../lib/http.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { startTeams } from '../../../../local/providers/teams/index.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startTeams({ webhook: 'http://127.0.0.1:9/' });
});
afterAll(() => provider.close());

const webhook = 'https://example.com/webhooks/teams/main';
const http = () => createHttp(provider.origins);

test('finds that the credentials are good', async () => {
  expect(await teams.with(provider.secret).check(webhook, http())).toEqual([
    { ok: true, sentence: 'Microsoft takes the app id and the client secret.' },
  ]);
});

test('finds that they are not, and what to look at', async () => {
  const account = teams.with({ ...provider.secret, clientSecret: 'other' });
  const [finding] = await account.check(webhook, http());
  expect(finding).toMatchObject({ ok: false, sentence: expect.stringContaining('Invalid client secret') });
  expect(finding?.sentence).toContain("Check the app's id");
});

test('finds that nobody answers', async () => {
  const account = teams.with({ ...provider.secret, clientSecret: 'unasked' });
  const silent = () => Promise.reject(new Transient('no answer from login.microsoftonline.com'));
  expect(await account.check(webhook, silent)).toEqual([
    { ok: false, sentence: 'no answer from login.microsoftonline.com. Try again later.' },
  ]);
});

test('says what to click, with our address and the id of the bot', async () => {
  const account = teams.with(provider.secret);
  expect(await account.register(webhook, http())).toEqual([]);
  const steps = account.remains(webhook).join('\n');
  expect(steps).toContain(`Messaging endpoint, enter ${webhook}`);
  expect(steps).toContain(String(provider.secret.appId));
});

test('asks for each setting, and says which does not fit', () => {
  expect(teams.questions.map(({ setting }) => setting)).toEqual(['appId', 'clientSecret', 'tenantId']);
  expect(() => teams.with({ appId: 'x', clientSecret: 'x' })).toThrow('appId');
});
