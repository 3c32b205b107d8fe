import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sms } from '../../../../cli/channel/connectors/sms.ts';
import { createHttp, type Http } from '../../../../lib/http.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { startSms } from '../../../../local/providers/sms/index.ts';

const webhook = 'https://seaway.example/webhooks/sms/main';
const MG = 'MG00000000000000000000000000000001';

let provider: Provider;
beforeEach(async () => {
  provider = await startSms({ webhook: 'http://127.0.0.1:9/' });
});
afterEach(() => provider.close());

const http: Http = (request) => createHttp(provider.origins)(request);
const connect = (more: Record<string, unknown> = {}) => sms.with({ ...provider.secret, ...more });

describe('a number', () => {
  test('is found leading elsewhere, is led to us, and found well', async () => {
    expect(await connect().check(webhook, http)).toMatchObject([
      { ok: true, sentence: 'The account SID and the auth token fit.' },
      { ok: true, sentence: '+15005550006 can send texts and pictures.' },
      { ok: false, sentence: expect.stringContaining('https://demo.twilio.com/welcome/sms/reply instead of') },
    ]);
    expect(await connect().register(webhook, http)).toEqual([
      `Twilio sends what comes to +15005550006 to ${webhook}, no longer to https://demo.twilio.com/welcome/sms/reply.`,
    ]);
    expect((await connect().check(webhook, http)).map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await connect().register(webhook, http)).toEqual([`Twilio sends what comes to +15005550006 to ${webhook}.`]);
  });

  test('that the account does not have is said to be none', async () => {
    const [, number] = await connect({ from: '+15005550099' }).check(webhook, http);
    expect(number).toEqual({
      ok: false,
      sentence: expect.stringMatching(/^The account has no number \+15005550099\. Give one of Phone Numbers/),
    });
    await expect(connect({ from: '+15005550099' }).register(webhook, http)).rejects.toThrow('has no number');
  });

  test.each([
    [{ capabilities: { sms: false, mms: false } }, 'choose a number with the capability SMS'],
    [{ capabilities: { sms: true, mms: false } }, 'texts, but no pictures'],
    [{ sms_application_sid: 'AP1' }, 'The application AP1 gets what comes'],
    [{ sms_url: webhook, sms_method: 'GET' }, 'by GET instead of POST'],
  ])('like %o', async (number, sentence) => {
    const listed = { sid: 'PN1', sms_url: null, sms_method: 'POST', capabilities: { sms: true, mms: true }, ...number };
    const answering: Http = async (request) =>
      request.url.includes('IncomingPhoneNumbers')
        ? { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ incoming_phone_numbers: [listed] })) }
        : http(request);
    const found = await connect().check(webhook, answering);
    expect(found.map((one) => one.sentence).join('\n')).toContain(sentence);
  });
});

test('a messaging service is led to us, and not by its numbers', async () => {
  const [, before] = await connect({ from: MG }).check(webhook, http);
  expect(before).toMatchObject({ ok: false, sentence: expect.stringContaining('go where each number says') });
  expect(await connect({ from: MG }).register(webhook, http)).toEqual([
    `Twilio sends what comes to the messaging service Seaway to ${webhook}.`,
  ]);
  expect((await connect({ from: MG }).check(webhook, http)).map(({ ok }) => ok)).toEqual([true, true]);
});

describe('a login', () => {
  test('that does not fit ends the check, and registers nothing', async () => {
    expect(await connect({ authToken: 'x' }).check(webhook, http)).toEqual([
      {
        ok: false,
        sentence:
          'Twilio refused the login with 401: 20003, the login is not valid, Authenticate. Check the account SID, the auth token or the API key.',
      },
    ]);
    await expect(connect({ authToken: 'x' }).register(webhook, http)).rejects.toThrow('20003');
  });

  test('by an API key that does not fit is told from the auth token', async () => {
    const found = await connect({ apiKey: { sid: 'SK1', secret: 'x' } }).check(webhook, http);
    expect(found).toMatchObject([
      { ok: true },
      { ok: false, sentence: expect.stringContaining('refused the API key') },
    ]);
  });

  test.each([
    [{ status: 'suspended' }, { ok: false, sentence: expect.stringContaining('The account is suspended') }],
    [
      { status: 'active', type: 'Trial' },
      { ok: true, sentence: expect.stringContaining('trial account') },
    ],
  ])('of an account that is %o', async (account, expected) => {
    const answering: Http = async (request) =>
      request.url.endsWith(`${provider.secret.accountSid}.json`)
        ? { status: 200, headers: {}, body: Buffer.from(JSON.stringify(account)) }
        : http(request);
    expect((await connect().check(webhook, answering))[0]).toEqual(expected);
  });

  test('while Twilio is silent is a finding, too', async () => {
    const [finding] = await connect().check(webhook, createHttp({ 'https://api.twilio.com': 'http://127.0.0.1:9' }));
    expect(finding).toMatchObject({ ok: false, sentence: expect.stringContaining('no answer from') });
  });
});

test('asks for each setting, and says what remains', () => {
  expect(sms.questions.map(({ setting }) => setting)).toEqual(['accountSid', 'authToken', 'from']);
  expect(() => sms.with({ accountSid: 'AC1' })).toThrow('authToken');
  expect(connect().remains(webhook)[0]).toContain('A2P 10DLC');
  expect(connect({ from: MG }).remains(webhook)).toHaveLength(1);
});
