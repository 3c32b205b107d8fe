import { afterEach, beforeEach, expect, test } from 'vitest';
import { custom } from '../../../../cli/channel/connectors/custom.ts';
import { createHttp, type Http } from '../../../../lib/http.ts';
import { startCustom } from '../../../../local/providers/custom/index.ts';
import type { Provider } from '../../../../local/providers/provider.ts';

const webhook = 'https://seaway.example/webhooks/custom/main';

let provider: Provider;
beforeEach(async () => {
  provider = await startCustom({ webhook: 'http://127.0.0.1:9/' });
});
afterEach(() => provider.close());

const http: Http = (request) => createHttp(provider.origins)(request);
const connect = (more: Record<string, unknown> = {}) => custom.with({ ...provider.secret, ...more });

test('a ping that the system takes', async () => {
  expect(await connect().register(webhook, http)).toEqual([]);
  expect(await connect().check(webhook, http)).toEqual([
    { ok: true, sentence: 'custom.seaway.example takes what we sign.' },
  ]);
  expect(connect().remains(webhook)[0]).toContain(`post its events to ${webhook}`);
});

test('a secret that the system has, too, may be the former one', async () => {
  const rotating = { signingSecret: `whsec_${'n'.repeat(32)}`, formerSecret: provider.secret.signingSecret };
  expect(await connect(rotating).check(webhook, http)).toMatchObject([{ ok: true }]);
});

test.each([
  ['another secret', { signingSecret: `whsec_${'x'.repeat(32)}` }, 'with 401: compare the signing secret'],
  ['another address', { url: 'https://custom.seaway.example/other' }, 'with 404: it must answer'],
])('%s is found', async (_, settings, sentence) => {
  expect(await connect(settings).check(webhook, http)).toEqual([
    { ok: false, sentence: expect.stringContaining(sentence) },
  ]);
});

test('silence is found', async () => {
  const silent = createHttp({ 'https://custom.seaway.example': 'http://127.0.0.1:9' });
  expect(await connect().check(webhook, silent)).toEqual([
    { ok: false, sentence: expect.stringContaining('is the address right') },
  ]);
});

test('an inside address is not taken', () => {
  expect(() => connect({ url: 'https://10.0.0.1/' })).toThrow('must not lead to an inside address');
});
