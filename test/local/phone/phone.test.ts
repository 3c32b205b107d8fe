import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { parseForm } from '../../../lib/channels/shared/form.ts';
import { signTwilio } from '../../../lib/channels/shared/twilio.ts';
import { createHttp } from '../../../lib/http.ts';
import { askCalls } from '../../../lib/voice/rest.ts';
import { listen } from '../../../local/aws/listen.ts';
import { startPhone } from '../../../local/phone/phone.ts';
import { startSms } from '../../../local/providers/sms/index.ts';

const secret = { accountSid: `AC${'0123456789abcdef'.repeat(2)}`, authToken: 'a-token' };
const number = '+15005550010';
const ann = '+41791234567';

type Asked = { path: string; parameters: Record<string, string>; isSigned: boolean };

/** A telephone before a web server that answers by path, and what the server was asked. */
async function openLine(answers: Record<string, string>, elsewhere?: string) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const form = parseForm(await buffer(request));
    const path = request.url ?? '';
    const isSigned = request.headers['x-twilio-signature'] === signTwilio(secret.authToken, origin + path, form);
    asked.push({ path, parameters: Object.fromEntries(form), isSigned });
    const body = answers[path];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/xml' }).end(body);
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const phone = await startPhone({ webhook: `${origin}/voice`, number, secret, ...(elsewhere && { elsewhere }) });
  onTestFinished(async () => {
    await phone.close();
    server.closeAllConnections();
    server.close();
  });
  return { phone, asked, http: createHttp(phone.origins), origin };
}

const response = (verbs: string) => `<Response>${verbs}</Response>`;
const over = { '/voice/status': '' };

test('a call hears what it is told, presses keys, and every request is signed', async () => {
  const { phone, asked } = await openLine({
    ...over,
    '/voice': response('<Gather action="/menu" numDigits="1"><Say loop="2">Press</Say></Gather><Say>Nothing</Say>'),
    '/menu': response('<Play>https://x/bell.mp3</Play><Play digits="1w2"/><Hangup/>'),
  });
  const call = await phone.call(ann);
  expect([call.state, call.waitsAt]).toEqual(['in-progress', 'Gather']);
  await call.press('15#');
  expect(call.heard).toEqual(['Press', 'Press', '[https://x/bell.mp3]', '[tones 1w2]']);
  expect(call.state).toBe('completed');
  expect(asked.map(({ path, parameters }) => [path, parameters.CallStatus, parameters.Digits])).toEqual([
    ['/voice', 'ringing', undefined],
    ['/menu', 'in-progress', '1'],
    ['/voice/status', 'completed', undefined],
  ]);
  expect(asked.every(({ isSigned }) => isSigned)).toBe(true);
});

test('silence goes on with what follows', async () => {
  const { phone } = await openLine({ ...over, '/voice': response('<Gather input="dtmf"/><Say>Too late</Say>') });
  const call = await phone.call(ann);
  await call.keepSilent();
  expect(call.heard).toEqual(['Too late']);
});

test('a deed that the call does not wait for is an error, as is TwiML that Twilio would not take', async () => {
  const { phone } = await openLine({
    ...over,
    '/voice': response('<Gather input="speech" action="/menu"/>'),
    '/menu': '<Sing/>',
  });
  const call = await phone.call(ann);
  await expect(call.press('1')).rejects.toThrow('listens for words');
  await expect(call.leaveMessage('hello')).rejects.toThrow('not at Record');
  await expect(call.speak('hello')).rejects.toThrow('<Response>');
  await call.hangUp();
  await expect(call.hangUp()).rejects.toThrow('completed');
});

test('what a caller leaves by hanging up is told to the verb first, then to the status callback', async () => {
  const recording = '<Record action="/recorded" recordingStatusCallback="/recording" transcribe="true"/>';
  const { phone, asked } = await openLine({
    ...over,
    '/voice': response(recording),
    '/recorded': response(''),
    '/recording': '',
  });
  await (await phone.call(ann)).hangUp();
  expect(asked.map(({ path, parameters }) => [path, parameters.CallStatus, parameters.Digits])).toEqual([
    ['/voice', 'ringing', undefined],
    ['/recorded', 'completed', 'hangup'],
    ['/recording', 'completed', undefined],
    ['/voice/status', 'completed', undefined],
  ]);
});

test('the REST API places calls, moves them, and refuses what Twilio refuses', async () => {
  const { phone, http, origin } = await openLine({
    ...over,
    '/out': response('<Say>Hello</Say><Record action="/out"/>'),
  });
  const wanted = { From: number, To: ann, Url: `${origin}/out` };
  expect(await askCalls(http, secret, 'Calls.json', wanted)).toBeUndefined();
  const [call] = phone.calls;
  expect(call?.state).toBe('ringing');
  const change = (fields: Record<string, string>) => askCalls(http, secret, `Calls/${call?.sid}.json`, fields);
  expect(await change({ Status: 'completed' })).toContain('21220');
  await call?.answer();
  expect(await change({ Twiml: response('<Say>Goodbye</Say>') })).toBeUndefined();
  expect(call?.heard).toEqual(['Hello', 'Goodbye']);
  expect(await askCalls(http, secret, 'Calls.json', { ...wanted, From: ann })).toContain('21210');
  expect(await askCalls(http, { ...secret, authToken: 'x' }, 'Calls.json', wanted)).toContain('20003');
  expect(phone.refusals).toHaveLength(3);
});

test('what else is asked of api.twilio.com goes to the stand-in behind', async () => {
  const sms = await startSms({ webhook: 'http://127.0.0.1:1/' });
  onTestFinished(() => sms.close());
  const { http } = await openLine({}, sms.origins['https://api.twilio.com']);
  const { accountSid, authToken, from } = sms.secret;
  const answer = await http({
    method: 'POST',
    url: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`,
    headers: {
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ From: String(from), To: ann, Body: 'hello' }).toString(),
  });
  expect(answer.status).toBe(201);
  expect(sms.shown(ann).map(({ text }) => text)).toEqual(['hello']);
});

test('where a file behind it lies is for the caller to follow, and a stand-in that is gone is an error', async () => {
  const sms = await startSms({ webhook: 'http://127.0.0.1:1/' });
  const { http } = await openLine({}, sms.origins['https://api.twilio.com']);
  const { accountSid, authToken } = sms.secret;
  const picture = { type: 'file' as const, name: 'a.png', mediaType: 'image/png', data: Buffer.from('png') };
  await expect(sms.say(ann, picture)).rejects.toThrow('fetch failed');
  const { MediaUrl0: url } = z.object({ MediaUrl0: z.string() }).parse(sms.shown(ann).at(-1)?.raw);
  const login = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  const ask = () => http({ method: 'GET', url, headers: { authorization: `Basic ${login}` } });
  expect(await ask()).toMatchObject({ status: 307, headers: { location: expect.stringContaining('twiliocdn') } });
  await sms.close();
  expect((await ask()).status).toBe(500);
});
