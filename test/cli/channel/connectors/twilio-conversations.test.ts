import { afterEach, beforeEach, expect, test } from 'vitest';
import { twilioConversations } from '../../../../cli/channel/connectors/twilio-conversations.ts';
import { createHttp, type Http } from '../../../../lib/http.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { startTwilioConversations } from '../../../../local/providers/twilio-conversations/index.ts';

const webhook = 'https://seaway.example/webhooks/twilio-conversations/main';

let provider: Provider;
beforeEach(async () => {
  provider = await startTwilioConversations({ webhook: 'http://127.0.0.1:9/' });
});
afterEach(() => provider.close());

const http: Http = (request) => createHttp(provider.origins)(request);
const connect = (more: Record<string, unknown> = {}) => twilioConversations.with({ ...provider.secret, ...more });

test('finds that the service leads nowhere, leads it to us, and finds all well', async () => {
  expect(await connect().check(webhook, http)).toMatchObject([
    { ok: true },
    { ok: false, sentence: expect.stringContaining('nowhere instead of') },
  ]);
  await connect().register('https://old.example/', http);
  expect(await connect().register(webhook, http)).toEqual([
    `Twilio sends what comes to the service ${provider.secret.serviceSid} to ${webhook}, no longer to https://old.example/.`,
  ]);
  expect((await connect().check(webhook, http)).map(({ ok }) => ok)).toEqual([true, true]);
});

test.each([
  [{ filters: ['onMessageAdded'], method: 'POST' }, 'Twilio does not tell us of onMessageUpdated, '],
  [{ filters: [], method: 'GET' }, 'by GET instead of POST'],
])('finds a webhook like %o', async (configured, sentence) => {
  const answering: Http = async (request) =>
    request.url.endsWith('/Configuration/Webhooks')
      ? { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ post_webhook_url: webhook, ...configured })) }
      : http(request);
  const [, found] = await connect().check(webhook, answering);
  expect(found).toMatchObject({ ok: false, sentence: expect.stringContaining(sentence) });
});

test('finds a service that is none of the account, and a login that is none', async () => {
  const [, found] = await connect({ serviceSid: `IS${'f'.repeat(32)}` }).check(webhook, http);
  expect(found).toMatchObject({
    ok: false,
    sentence: expect.stringContaining('refused the Conversation service with 404'),
  });
  expect(await connect({ authToken: 'x' }).check(webhook, http)).toMatchObject([{ ok: false }]);
});
