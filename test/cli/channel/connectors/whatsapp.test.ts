import { afterEach, beforeEach, expect, test } from 'vitest';
import { whatsapp } from '../../../../cli/channel/connectors/whatsapp.ts';
import { createHttp, type Http } from '../../../../lib/http.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { startWhatsapp } from '../../../../local/providers/whatsapp/index.ts';

const webhook = 'https://seaway.example/webhooks/whatsapp/main';

let provider: Provider;
beforeEach(async () => {
  provider = await startWhatsapp({ webhook: 'http://127.0.0.1:9/' });
});
afterEach(() => provider.close());

const http: Http = (request) => createHttp(provider.origins)(request);
const connect = (more: Record<string, unknown> = {}) => whatsapp.with({ ...provider.secret, ...more });

test('finds that the sender leads nowhere, leads it to us, and finds all well', async () => {
  expect(await connect().check(webhook, http)).toMatchObject([
    { ok: true },
    { ok: true, sentence: 'The sender is online (limit 1K Customers/24hr, quality HIGH).' },
    { ok: false, sentence: expect.stringContaining('nowhere instead of') },
  ]);
  expect(await connect().register(webhook, http)).toEqual([
    `Twilio sends what comes to WhatsApp +14155238886 to ${webhook}.`,
  ]);
  expect((await connect().check(webhook, http)).map(({ ok }) => ok)).toEqual([true, true, true]);
});

test('a number that is no sender is said to be none', async () => {
  const [, sender] = await connect({ from: '+15005550099' }).check(webhook, http);
  expect(sender).toMatchObject({ ok: false, sentence: expect.stringContaining('no WhatsApp sender +15005550099') });
  await expect(connect({ from: '+15005550099' }).register(webhook, http)).rejects.toMatchObject({
    remedy: expect.stringContaining('WhatsApp senders'),
  });
});

test('a sender that is not online is said to be so', async () => {
  const sender = { sid: 'XE1', status: 'TWILIO_REVIEW', sender_id: 'whatsapp:+14155238886', webhook: null };
  const answering: Http = async (request) =>
    request.url.includes('Senders')
      ? { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ senders: [sender] })) }
      : http(request);
  const [, found] = await connect().check(webhook, answering);
  expect(found).toMatchObject({ ok: false, sentence: expect.stringContaining('The sender is TWILIO_REVIEW') });
});

test('a wrong login ends the check', async () => {
  expect(await connect({ authToken: 'x' }).check(webhook, http)).toMatchObject([{ ok: false }]);
});

test('says what remains: by hand in the sandbox, with Meta otherwise', () => {
  expect(connect().remains(webhook)[0]).toContain(`enter ${webhook}`);
  expect(connect({ from: '+15005550099' }).remains(webhook)[0]).toContain('Meta');
});
