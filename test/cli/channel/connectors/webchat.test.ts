import { afterAll, beforeAll, expect, test } from 'vitest';
import { webchat } from '../../../../cli/channel/connectors/webchat.ts';
import { createHttp } from '../../../../lib/http.ts';
import { openWebchatBusiness } from '../../../local/providers/webchat-business.ts';

let chat: Awaited<ReturnType<typeof openWebchatBusiness>>;
let webhook: string;
beforeAll(async () => {
  chat = await openWebchatBusiness();
  webhook = chat.callback.split('?')[0] ?? '';
});
afterAll(() => chat.close());

const connector = (more: object = {}) => webchat.with({ ...chat.provider.secret, ...more });

test('keys are made where there are none, new for each account, and kept where there are', () => {
  const [one, other] = [1, 2].map(() => webchat.with({ origins: 'https://www.example.com' }).settings);
  const made = [one, other].map((settings) => JSON.stringify(settings));
  expect(made[0]).not.toBe(made[1]);
  expect(webchat.with(one).settings).toEqual(one);
});

test('pages are given in one line, and each must be an origin', () => {
  const { settings } = webchat.with({ origins: 'https://www.example.com, https://shop.example.com' });
  expect(settings).toMatchObject({ origins: ['https://www.example.com', 'https://shop.example.com'] });
  expect(() => webchat.with({ origins: 'https://www.example.com/chat' })).toThrow('without a path');
  expect(() => webchat.with({ origins: '' })).toThrow('origins');
});

test('an account that works is said to, and there is nobody to register with', async () => {
  const connected = connector();
  expect(await connected.register(webhook, createHttp())).toEqual([]);
  expect(await connected.check(webhook, createHttp())).toEqual([
    {
      ok: true,
      sentence: expect.stringContaining('https://shop.seaway.example gets a session, and connects to ws://'),
    },
    { ok: true, sentence: 'Pages of other sites are refused.' },
  ]);
  expect(connected.remains(webhook).join(' ')).toContain('/webchat/main/sessions');
});

test('a page that is not let in is told, with what to do', async () => {
  const [found] = await connector({ origins: ['https://other.example'] }).check(webhook, createHttp());
  expect(found).toEqual({ ok: false, sentence: expect.stringContaining('(403): functions use a changed secret') });
  const nowhere = webhook.replace('/webhooks/webchat/main', '/webhooks/webchat/other');
  const [missing] = await connector().check(nowhere, async () => ({
    status: 404,
    headers: {},
    body: Buffer.from('{}'),
  }));
  expect(missing?.sentence).toContain('name the account in config/deployment.ts');
});
