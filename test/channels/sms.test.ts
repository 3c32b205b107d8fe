import { expect, test } from 'vitest';
import { sms } from '../../lib/channels/sms/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest } from '../../lib/http.ts';
import type { Content } from '../../lib/message.ts';
import { answer, outbound, webhook } from './kit.ts';
import { smsKit } from './sms.kit.ts';

test('answers a webhook with TwiML that says nothing', () => {
  expect(sms.accepted(webhook({ url: 'https://seaway.example/', body: '' }))).toEqual({
    contentType: 'text/xml',
    body: '<Response/>',
  });
});

test('asks for receipts where it is told a callback', async () => {
  const callback = 'https://seaway.example/webhooks/sms/main?message=7';
  const [form] = await formsOf({ callback });
  expect(Object.fromEntries(form ?? [])).toEqual({
    To: '+14133881111',
    From: '+12028831111',
    Body: 'Hello',
    StatusCallback: callback,
  });
});

test('is told by the callback of the last part alone which message it is of', async () => {
  const callback = 'https://seaway.example/webhooks/sms/main?message=7';
  const forms = await formsOf({ callback, content: { type: 'text', text: 'A sentence. '.repeat(300) } });
  const bare = 'https://seaway.example/webhooks/sms/main';
  expect(forms.map((form) => form.get('StatusCallback'))).toEqual([bare, bare, callback]);
});

test('sends by a messaging service', async () => {
  const [form] = await formsOf({}, { ...smsKit.secret, from: 'MG00000000000000000000000000000001' });
  expect(form?.get('MessagingServiceSid')).toBe('MG00000000000000000000000000000001');
  expect(form?.has('From')).toBe(false);
});

test.each([
  ['the auth token', {}, 'AC00000000000000000000000000000001:12345'],
  ['an API key', { apiKey: { sid: 'SK1', secret: 'hush' } }, 'SK1:hush'],
])('logs in by %s', async (_, more, login) => {
  const { requests } = await send({}, { ...smsKit.secret, ...more });
  expect(requests[0]?.headers?.authorization).toBe(`Basic ${Buffer.from(login).toString('base64')}`);
});

test('a caption goes with its picture, what is too long for it after', async () => {
  const caption = 'word '.repeat(500).trim();
  const content: Content = { type: 'media', url: 'https://example.com/a.png', mediaType: 'image/png', caption };
  const forms = await formsOf({ content });
  expect(forms.map((form) => form.get('MediaUrl'))).toEqual(['https://example.com/a.png', null]);
  expect(forms.map((form) => form.get('Body')).join('')).toBe(caption);
});

test('a template that is not one of Twilio is told in text', async () => {
  const [form] = await formsOf({ content: { type: 'template', id: 'welcome', variables: { name: 'Ada' } } });
  expect(form?.get('Body')).toBe('welcome: Ada');
});

test.each([
  [400, 21611, Transient],
  [429, 20429, Transient],
  [400, 30001, Transient],
  [400, 21211, Permanent],
  [400, 99999, Permanent],
])('%i with code %i', async (status, code, kind) => {
  await expect(send({}, smsKit.secret, answer(status, { code, message: 'why', status }))).rejects.toThrow(kind);
});

test('a form without its sender is refused by name', () => {
  const request = webhook({ url: 'https://seaway.example/', body: 'MessageSid=SM1&Body=hi' });
  expect(() => sms.receive(request, 'main')).toThrow(new Permanent("the form's From is missing"));
});

async function send(
  more: { content?: Content; callback?: string },
  secret: Record<string, unknown> = smsKit.secret,
  response = smsKit.answers.ok,
) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    return response;
  };
  const message = { ...outbound('sms', { type: 'text', text: 'Hello' }), ...more };
  return { receipt: await sms.connect(secret).send(message, http), requests };
}

const formsOf = async (...sending: Parameters<typeof send>) =>
  (await send(...sending)).requests.map(({ body }) => new URLSearchParams(String(body)));
