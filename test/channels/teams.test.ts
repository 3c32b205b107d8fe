import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { teams } from '../../lib/channels/teams/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { PublishedKeys } from '../../lib/jwt/rs256.ts';
import type { Content, OutboundMessage } from '../../lib/message.ts';
import { answer, arrival, outbound, webhook } from './kit.ts';
import { publishedKey, teamsKit, tokenFor } from './teams.kit.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const url = 'https://seaway.example/webhooks/teams/main';
const service = 'https://smba.trafficmanager.net/emea/1111/';
const ok = teamsKit.answers.ok;

const activity = (fields: Record<string, unknown> = {}) => ({
  type: 'message',
  id: '1767377017138',
  timestamp: '2026-01-02T18:03:37.1995342Z',
  channelId: 'msteams',
  serviceUrl: service,
  conversation: { id: 'a:1', conversationType: 'personal' },
  from: { id: '29:1', name: 'Ada' },
  recipient: { id: '28:1' },
  text: 'hi',
  ...fields,
});

describe('the token', () => {
  const verify = (token: string, body: unknown = activity(), keys: PublishedKeys = teamsKit.keys ?? []) => {
    const headers = { authorization: `Bearer ${token}` };
    return teams.connect(teamsKit.secret).verify(webhook({ url, headers, body: JSON.stringify(body) }), keys);
  };
  const reason = (reason: string) => ({ verdict: 'reject', reason });

  test.each([
    ['of another issuer', { iss: 'https://sts.windows.net/' }, 'the token is of another issuer'],
    ['for another app', { aud: '28:1' }, 'the token is meant for another audience'],
    ['of yesterday', { exp: arrival / 1000 - 301 }, 'the token has expired'],
    [
      'of another service',
      { serviceurl: 'https://smba.trafficmanager.net/amer/' },
      'the token is of another service than the body',
    ],
    ['of no service', { serviceurl: undefined }, 'the token is of another service than the body'],
  ])('%s is refused', (_, claims, why) => {
    expect(verify(tokenFor(service, claims))).toEqual(reason(why));
  });

  test('is good for its service, however that is spelt', () => {
    expect(verify(tokenFor('HTTPS://smba.TrafficManager.net/emea/1111')).verdict).toBe('accept');
    expect(verify(tokenFor('', { serviceurl: undefined, serviceUrl: service })).verdict).toBe('accept');
  });

  test('of no service does not stand for a body of none', () => {
    expect(verify(tokenFor('', { serviceurl: undefined }), activity({ serviceUrl: '/' })).verdict).toBe('reject');
    expect(verify(tokenFor(''), activity({ serviceUrl: undefined }))).toEqual(
      reason('the body names no channel and service'),
    );
  });

  test('stands for the channels that its key vouches for, where it says any', () => {
    const why = 'the key of the token does not vouch for the channel of the body';
    const good = tokenFor(service);
    expect(verify(good, activity({ channelId: 'slack' }))).toEqual(reason(why));
    expect(verify(good, activity(), [publishedKey({ endorsements: [] })])).toEqual(reason(why));
    expect(verify(good, activity(), [publishedKey({ endorsements: 'msteams' })])).toEqual(reason(why));
    expect(verify(good, activity(), [publishedKey({ endorsements: undefined })]).verdict).toBe('accept');
  });

  test.each(['', 'Bearer', 'Bearer ', 'Basic abc', 'bearer abc'])('"%s" is none', (authorization) => {
    const request = webhook({ url, headers: { authorization }, body: JSON.stringify(activity()) });
    expect(teams.connect(teamsKit.secret).verify(request, teamsKit.keys)).toEqual(
      reason('the Authorization header has no bearer token'),
    );
  });
});

describe('what comes in', () => {
  const receive = (fields: Record<string, unknown>) =>
    teams.receive(webhook({ url, body: JSON.stringify(activity(fields)) }), 'main');

  test.each([
    [{ timestamp: 'soon' }, 'timestamp: is no time'],
    [{ conversation: undefined }, 'conversation'],
    [{ attachments: [{ contentType: 'image/png', contentUrl: 'data:image/png;base64,AAAA' }] }, 'contentUrl'],
    [
      { attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', content: {} }] },
      'content.downloadUrl',
    ],
    [{ type: 'event', name: 'application/vnd.microsoft.readReceipt', value: {} }, 'lastReadMessageId'],
  ])('%o is not lost in silence', (fields, path) => {
    expect(() => receive(fields)).toThrow(path);
  });

  test('an edit that says nothing is none', () => {
    expect(receive({ type: 'messageUpdate', text: '' })).toEqual({ events: [], ignored: ['messageUpdate'] });
  });
});

describe('the answer to the webhook', () => {
  const accepted = (body: unknown) => teams.accepted(webhook({ url, body: JSON.stringify(body) }));

  test('is nothing for what needs none', () => {
    expect(accepted(activity())).toEqual({ contentType: 'text/plain', body: '' });
  });

  test('is an empty message for a button, and 501 for an invoke that we did not ask for', () => {
    expect(accepted({ type: 'invoke', name: 'adaptiveCard/action' })).toEqual({
      contentType: 'application/json',
      body: '{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":""}',
    });
    expect(accepted({ type: 'invoke', name: 'task/fetch' })).toMatchObject({ status: 501 });
  });
});

describe('where it goes', () => {
  const replyWith = { token: service, until: arrival + 1, reusable: true };

  test('to the service that spoke last, else to the one of every region', async () => {
    const path = 'v3/conversations/19%3Aa%40thread.tacv2%3Bmessageid%3D1/activities';
    const sender = '19:a@thread.tacv2;messageid=1';
    expect((await send({ replyWith, sender })).requests[0]?.url).toBe(`${service}${path}`);
    const lapsed = { ...replyWith, until: arrival };
    for (const more of [{}, { replyWith: lapsed }])
      expect((await send({ ...more, sender })).requests[0]?.url).toBe(`https://smba.trafficmanager.net/teams/${path}`);
  });

  test.each([
    'http://smba.trafficmanager.net/emea/',
    'https://evil.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net.example.com/',
    'https://smba.trafficmanager.net:8443/',
    'https://you@smba.trafficmanager.net/',
    'nowhere',
  ])('our token never goes to %s', async (token) => {
    const { requests, error } = await send({ replyWith: { ...replyWith, token } });
    expect(error).toBeInstanceOf(Permanent);
    expect(requests).toEqual([]);
  });
});

describe('the access token', () => {
  test('is asked of the tenant with the credentials of the app, and kept', async () => {
    const secret = { ...teamsKit.secret, clientSecret: 'a&b' };
    const first = await send({}, [granted('one'), ok], secret);
    expect(first.logins).toMatchObject([
      { url: `https://login.microsoftonline.com/${teamsKit.secret.tenantId}/oauth2/v2.0/token` },
    ]);
    expect(Object.fromEntries(new URLSearchParams(String(first.logins[0]?.body)))).toEqual({
      grant_type: 'client_credentials',
      client_id: teamsKit.secret.appId,
      client_secret: 'a&b',
      scope: 'https://api.botframework.com/.default',
    });
    expect(first.requests[0]?.headers).toMatchObject({ authorization: 'Bearer one' });
    const second = await send({}, [granted('two'), ok], secret);
    expect(second.logins).toEqual([]);
    expect(second.requests[0]?.headers).toMatchObject({ authorization: 'Bearer one' });
  });

  test('of an app of many tenants comes from the directory of bots', async () => {
    const { appId } = teamsKit.secret;
    const { logins } = await send({}, [granted('three'), ok], { appId, clientSecret: 'many' });
    expect(logins).toMatchObject([{ url: 'https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token' }]);
  });

  test('that is denied says what to look at, and not the secret', async () => {
    const denied = answer(401, {
      error: 'invalid_client',
      error_description: 'AADSTS7000222: The provided client secret keys are expired.\r\nTrace ID: 1',
    });
    const { error } = await send({}, [denied], { ...teamsKit.secret, clientSecret: 'old-secret' });
    expect(error).toMatchObject({
      name: 'Permanent',
      message: 'Microsoft refused the login with 401: AADSTS7000222: The provided client secret keys are expired.',
      remedy: expect.stringContaining('client secret'),
    });
  });
});

describe('what goes out', () => {
  const bodies = async (content: Content) =>
    (await send({ content })).requests.map(({ body }) => JSON.parse(String(body)));

  test('a text is plain, so that what is said is what is seen', async () => {
    expect(await bodies({ type: 'text', text: '*a* <b>' })).toEqual([
      { type: 'message', text: '*a* <b>', textFormat: 'plain' },
    ]);
  });

  test.each([
    [
      'image/gif',
      'https://example.com/a',
      { attachments: [{ contentType: 'image/gif', contentUrl: 'https://example.com/a' }] },
    ],
    ['application/pdf', 'https://example.com/a', { text: 'https://example.com/a' }],
    ['image/png', 'line:1', { text: 'image/png' }],
  ])('%s at %s', async (mediaType, address, seen) => {
    expect(await bodies({ type: 'media', url: address, mediaType })).toMatchObject([seen]);
  });

  test('six buttons on a card without text, the seventh option in the text', async () => {
    const options = Array.from({ length: 7 }, (_, index) => ({ id: `${index}`, text: `Option ${index + 1}` }));
    const [sent] = await bodies({ type: 'choices', text: 'Which?', options });
    expect(sent).toMatchObject({ text: 'Which?\n7. Option 7', textFormat: 'plain' });
    expect(sent.attachments[0].content).toMatchObject({ type: 'AdaptiveCard', body: [] });
    expect(sent.attachments[0].content.actions).toHaveLength(6);
  });

  test('the typing signal', async () => {
    const { http, requests } = answering([ok]);
    const thread = { channel: 'teams', account: 'main', sender: 'a:1' };
    await teams.connect(teamsKit.secret).signal({ type: 'typing', thread }, http);
    await teams.connect(teamsKit.secret).signal({ type: 'read', thread }, http);
    expect(requests.map(({ body }) => body)).toEqual(['{"type":"typing"}']);
  });
});

describe('a refusal', () => {
  test.each([412, 429, 502, 504])('%i passes', async (status) => {
    expect((await send({}, [answer(status, {})])).error).toBeInstanceOf(Transient);
  });

  test('says what to do', async () => {
    const refused = answer(403, {
      error: { code: 'BotNotInConversationRoster', message: 'The bot is not part of it.' },
    });
    expect((await send({}, [refused])).error).toMatchObject({
      name: 'Permanent',
      message: 'Teams refused the message with 403: BotNotInConversationRoster; the bot is not in the conversation',
      remedy: 'Add the app to the chat or the team.',
    });
  });
});

describe('a file of a customer', () => {
  const fetched = async (address: string) => {
    const { http, requests } = answering([answer(200, 'bytes', { 'content-type': 'image/png' })]);
    expect(await teams.connect(teamsKit.secret).fetch(address, http)).toEqual({
      body: Buffer.from('bytes'),
      mediaType: 'image/png',
    });
    return requests[0]?.headers;
  };

  test('is fetched with our token from Teams, and from nowhere else', async () => {
    expect(await fetched(`${service}v3/attachments/0/views/original`)).toHaveProperty('authorization');
    expect(await fetched('https://contoso.sharepoint.com/download.aspx?tempauth=x')).toEqual({});
  });
});

const granted = (token: string) => answer(200, { token_type: 'Bearer', expires_in: 3599, access_token: token });

/** Answers logins with the first answer where that is one. */
function answering(answers: HttpResponse[]) {
  const requests: HttpRequest[] = [];
  const logins: HttpRequest[] = [];
  const [first = ok, ...others] = answers;
  const isLogin = answers.length > 1 || first.body.includes('error_description');
  const http: Http = async (request) => {
    if (request.url.startsWith('https://login.microsoftonline.com/')) {
      logins.push(request);
      return isLogin ? first : granted('usual');
    }
    requests.push(request);
    return others.at(-1) ?? first;
  };
  return { http, requests, logins };
}

async function send(
  {
    content = { type: 'text', text: 'hello' },
    sender = 'a:1',
    replyWith,
  }: { content?: Content; sender?: string } & Pick<OutboundMessage, 'replyWith'>,
  answers: HttpResponse[] = [ok],
  secret: Record<string, unknown> = teamsKit.secret,
) {
  const { http, requests, logins } = answering(answers);
  const message = { ...outbound('teams', content), thread: { channel: 'teams', account: 'main', sender }, replyWith };
  const error = await teams
    .connect(secret)
    .send(message, http)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  return { requests, logins, error };
}
