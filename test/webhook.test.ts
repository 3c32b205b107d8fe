import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Permanent, Transient } from '../lib/errors.ts';
import type { ThreadEvent } from '../lib/message.ts';
import { type Reception, takeWebhook } from '../lib/webhook.ts';

const secret = { channelSecret: 'secret of the test', channelAccessToken: 'token' };

function open(change: Partial<Reception> = {}) {
  const enqueued: ThreadEvent[] = [];
  const buried: { body: string; reason: string }[] = [];
  const counted: string[] = [];
  const logged: string[] = [];
  const reception: Reception = {
    accounts: [{ channel: 'line', account: 'main' }],
    secret: async () => secret,
    keys: async () => [],
    enqueue: async (events) => {
      enqueued.push(...events);
    },
    bury: async (body, reason) => {
      buried.push({ body, reason });
    },
    count: (name) => {
      counted.push(name);
    },
    log: (sentence, facts) => {
      logged.push(`${sentence} ${JSON.stringify(facts)}`);
    },
    ...change,
  };
  return { reception, enqueued, buried, counted, logged };
}

const request = (
  body: string,
  signature = createHmac('sha256', secret.channelSecret).update(body).digest('base64'),
) => ({
  method: 'POST',
  url: 'https://seaway.example/webhooks/line/main',
  headers: { 'x-line-signature': signature },
  query: {},
  body: Buffer.from(body),
});

const line = { channel: 'line', account: 'main' };
const said = (userId: string, text: string) => ({
  type: 'message',
  mode: 'active',
  timestamp: 1,
  source: { type: 'user', userId },
  webhookEventId: `event of ${userId}`,
  deliveryContext: { isRedelivery: false },
  replyToken: 'r',
  message: { id: '1', type: 'text', quoteToken: 'q', text },
});
const bodyOf = (...events: object[]) => JSON.stringify({ destination: 'U0', events });

describe('a webhook', () => {
  test('of two people becomes an event each', async () => {
    const { reception, enqueued } = open();
    const answer = await takeWebhook(reception, line, request(bodyOf(said('U1', 'hi'), said('U2', 'ho'))));
    expect(answer.status).toBe(200);
    expect(enqueued.map(({ thread }) => thread.sender)).toEqual(['U1', 'U2']);
  });

  test('with a wrong signature is 401 and counted; nothing is enqueued and nothing of its body logged', async () => {
    const { reception, enqueued, counted, logged } = open();
    const answer = await takeWebhook(reception, line, request(bodyOf(said('U1', 'my card is 4711')), 'bm90IGl0'));
    expect(answer.status).toBe(401);
    expect([enqueued, counted]).toEqual([[], ['rejected']]);
    expect(logged.join()).not.toContain('4711');
  });

  test('for a channel or an account that is not ours is 404', async () => {
    const { reception, counted } = open();
    expect((await takeWebhook(reception, { channel: 'fax', account: 'main' }, request('{}'))).status).toBe(404);
    expect((await takeWebhook(reception, { channel: 'line', account: 'other' }, request('{}'))).status).toBe(404);
    expect(counted).toEqual(['unknown_account', 'unknown_account']);
  });

  test('that is too large is 413, before anything is read of it', async () => {
    const { reception, counted } = open({ secret: () => Promise.reject(new Error('not asked for')) });
    expect((await takeWebhook(reception, line, request('x'.repeat(512 * 1024 + 1)))).status).toBe(413);
    expect(counted).toEqual(['oversized']);
  });

  test('that is genuine but unreadable is answered 200 and kept with its reason', async () => {
    const { reception, buried, counted, logged } = open();
    const answer = await takeWebhook(reception, line, request('{"events": [{"secret": 4711'));
    expect(answer.status).toBe(200);
    expect(Buffer.from(JSON.parse(buried[0]?.body ?? '').body, 'base64').toString()).toBe(
      '{"events": [{"secret": 4711',
    );
    expect(buried[0]?.reason).toBeTruthy();
    expect(counted).toContain('unreadable');
    expect(logged.join()).not.toContain('4711');
  });

  test('with an event type that means nothing to us is ignored and counted', async () => {
    const { reception, enqueued, counted } = open();
    const answer = await takeWebhook(reception, line, request(bodyOf({ ...said('U1', 'x'), type: 'newThing' })));
    expect([answer.status, enqueued]).toEqual([200, []]);
    expect(counted).toEqual(['ignored']);
  });

  test('is counted under names that nobody can make up: what it calls itself stands beside, cut short', async () => {
    const counts: unknown[] = [];
    const { reception } = open({ count: (...what) => void counts.push(what) });
    await takeWebhook(reception, line, request(bodyOf({ ...said('U1', 'x'), type: `new\n${'x'.repeat(500)}` })));
    expect(counts).toEqual([['ignored', { channel: 'line' }, { type: `new ${'x'.repeat(56)}` }]]);
  });

  test('is answered such that a browser does not guess what the answer is', async () => {
    const { reception } = open();
    const unknown = takeWebhook(reception, { channel: 'fax', account: 'main' }, request('{}'));
    for (const answer of [
      unknown,
      takeWebhook(reception, line, request(bodyOf())),
      takeWebhook(reception, line, request('', 'x')),
    ])
      expect((await answer).headers).toEqual({ 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' });
  });

  test('that asks whether we are us is answered in plain text, whatever it wants to hear', async () => {
    const messenger = { channel: 'messenger', account: 'main' };
    const asked = { pageId: '1', accessToken: 't', appSecret: 's', verifyToken: 'ours' };
    const { reception } = open({ accounts: [messenger], secret: async () => asked });
    const page = '<script>alert(1)</script>';
    const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'ours', 'hub.challenge': page };
    const answer = await takeWebhook(reception, messenger, { ...request(''), method: 'GET', query });
    expect(answer).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
      body: page,
    });
    const stranger = { ...request(''), method: 'GET', query: { ...query, 'hub.verify_token': 'theirs' } };
    expect((await takeWebhook(reception, messenger, stranger)).body).not.toContain('script');
  });

  test('while the queue is out of reach fails, so that the provider sends it again', async () => {
    const { reception } = open({ enqueue: () => Promise.reject(new Transient('SQS is away')) });
    await expect(takeWebhook(reception, line, request(bodyOf(said('U1', 'hi'))))).rejects.toThrow(Transient);
  });

  test('for an account whose secret does not fit says which part', async () => {
    const { reception } = open({ secret: async () => ({ channelSecret: 'x' }) });
    const taken = takeWebhook(reception, line, request(bodyOf()));
    await expect(taken).rejects.toThrow(Permanent);
    await expect(taken).rejects.toThrow(/channelAccessToken/);
  });
});
