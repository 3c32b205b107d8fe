import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { slack } from '../../lib/channels/slack/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import type { Content } from '../../lib/message.ts';
import { answer, arrival, outbound, webhook } from './kit.ts';
import { slackKit } from './slack.kit.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const url = 'https://seaway.example/webhooks/slack/main';
const ok = slackKit.answers.ok;
const text: Content = { type: 'text', text: 'hello' };
const json = (body: unknown) => webhook({ url, body: JSON.stringify(body) });
const verify = (request: Parameters<typeof slackKit.sign>[0]) => slack.connect(slackKit.secret).verify(request);

describe('the signature', () => {
  /** https://docs.slack.dev/authentication/verifying-requests-from-slack */
  const published = webhook({
    url,
    headers: {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    },
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  });

  test.each([
    ['five minutes late', 300, 'accept'],
    ['five minutes early', -300, 'accept'],
    ['later', 301, 'reject'],
    ['earlier', -301, 'reject'],
  ])('of the published answer is taken when it comes %s: %i s', (_, off, verdict) => {
    vi.setSystemTime((1531420618 + off) * 1000);
    expect(verify(published).verdict).toBe(verdict);
  });

  test.each(['', 'soon', '1531420618.5', ' 1531420618', '0x5b47b60a', '1531420619'])(
    'does not stand with the time "%s"',
    (time) => {
      vi.setSystemTime(1531420618_000);
      expect(
        verify({ ...published, headers: { ...published.headers, 'x-slack-request-timestamp': time } }).verdict,
      ).toBe('reject');
    },
  );
});

describe('the challenge of a new address', () => {
  const asked = json({
    token: 'Jhj5dZrVaK7ZwHHjRyZWjbDl',
    challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY',
    type: 'url_verification',
  });

  test('is answered when it is signed', () => {
    expect(verify(slackKit.sign(asked))).toEqual({
      verdict: 'reply',
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: '3eZbrw1aBm2rZgRNFdxV2595E9CY',
    });
  });

  test('is not answered to anybody else', () => {
    expect(verify(asked).verdict).toBe('reject');
  });
});

describe('what comes in', () => {
  const callback = (event: unknown) => json({ type: 'event_callback', event_id: 'Ev1', event });

  test('a mention that comes as app_mention and as message is one event', () => {
    const said = { user: 'U1', text: 'hi', channel: 'C1', ts: '1771442490.000200' };
    const [mention, message] = ['app_mention', 'message'].map((type) =>
      slack.receive(callback({ ...said, type }), 'main'),
    );
    expect(mention).toEqual(message);
  });

  test.each([
    [{ type: 'message', channel: 'D1', ts: 'now', text: 'hi' }, 'ts: is no time of Slack'],
    [{ type: 'message', subtype: 'message_deleted', channel: 'D1', event_ts: '1.2' }, 'deleted_ts'],
    [{ type: 'reaction_added', user: 'U1', reaction: 'eyes', event_ts: '1.2' }, 'item'],
  ])('%o is not lost in silence', (event, path) => {
    expect(() => slack.receive(callback(event), 'main')).toThrow(path);
  });

  test.each(['', 'text=hi', 'payload=', '{"type":1}'])('"%s" cannot be read', (body) => {
    expect(() => slack.receive(webhook({ url, body }), 'main')).toThrow(Permanent);
  });
});

describe('where it goes', () => {
  test('a direct conversation is answered as a whole', async () => {
    expect((await formsFor({ sender: 'D0ACX51K95H' }))[0]).toMatchObject({ channel: 'D0ACX51K95H' });
    expect((await formsFor({ sender: 'D0ACX51K95H' }))[0]).not.toHaveProperty('thread_ts');
  });

  test('a channel is answered in the thread', async () => {
    const place = { channel: 'C024BE91L', thread_ts: '1771442490.000200' };
    expect((await formsFor({ sender: 'C024BE91L:1771442490.000200' }))[0]).toMatchObject(place);
  });

  test('each part of a long text has a client_msg_id of its own, the same when tried again', async () => {
    const idsOf = async () =>
      (await formsFor({ content: { type: 'text', text: 'word '.repeat(2000) } })).map((form) => form.client_msg_id);
    const ids = await idsOf();
    expect(ids[0]).toBe('0f8fad5b-d9cb-469f-a165-70867728950e');
    expect(new Set(ids).size).toBe(3);
    expect(await idsOf()).toEqual(ids);
  });
});

describe('what goes out', () => {
  test('the three characters of markup are written so that they mean nothing', async () => {
    const [form] = await formsFor({ content: { type: 'text', text: '<!channel> *R&D*' } });
    expect(form).toMatchObject({ text: '&lt;!channel&gt; *R&amp;D*', mrkdwn: 'false' });
  });

  test('buttons hang on the last part of the text, their labels shortened', async () => {
    const options = [{ id: 'long', text: 'x'.repeat(76) }];
    const forms = await formsFor({ content: { type: 'choices', text: 'word '.repeat(700).trim(), options } });
    expect(forms.map(({ blocks }) => blocks !== undefined)).toEqual([false, true]);
    expect(JSON.parse(forms[1]?.blocks ?? '')).toEqual([
      { type: 'section', text: { type: 'plain_text', text: forms[1]?.text } },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'choice-0',
            text: { type: 'plain_text', text: `${'x'.repeat(74)}…` },
            value: 'long',
          },
        ],
      },
    ]);
  });

  test.each([
    ['the 26th option', 26, 'x', 'Which?\n26. Option 26'],
    ['an id longer than a button carries', 1, 'x'.repeat(2001), 'Which?\n1. Option 1'],
  ])('%s is told in text', async (_, count, id, said) => {
    const options = Array.from({ length: count }, (_, index) => ({ id: `${id}${index}`, text: `Option ${index + 1}` }));
    expect((await formsFor({ content: { type: 'choices', text: 'Which?', options } }))[0]?.text).toBe(said);
  });

  test('a file is fetched, uploaded and shown with its caption', async () => {
    const content: Content = {
      type: 'media',
      url: 'https://example.com/a/cat.png?x=1',
      mediaType: 'image/png',
      caption: 'A <cat>',
    };
    const { requests } = await send({ content, sender: 'C1:1.2' }, mediaAnswers);
    expect(requests.map((request) => request.url)).toEqual([
      'https://example.com/a/cat.png?x=1',
      'https://slack.com/api/files.getUploadURLExternal',
      'https://files.slack.com/upload/v1/x',
      'https://slack.com/api/files.completeUploadExternal',
    ]);
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
    expect(requests[1]?.body).toBe('filename=cat.png&length=4');
    expect(requests[2]).toMatchObject({ body: Buffer.from('meow') });
    expect(requests[2]?.headers).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(String(requests[3]?.body)))).toEqual({
      files: '[{"id":"F1","title":"cat.png"}]',
      channel_id: 'C1',
      thread_ts: '1.2',
      initial_comment: 'A &lt;cat&gt;',
    });
  });

  test('a file without a public address is told in text', async () => {
    const [form] = await formsFor({ content: { type: 'media', url: 'line:1', mediaType: 'image/png', name: 'a.png' } });
    expect(form?.text).toBe('a.png');
  });
});

describe('a reaction', () => {
  const reaction = (emoji: string): Content => ({ type: 'reaction', messageId: 'D1:1.2', emoji });

  test.each([
    ['❤️', 'heart'],
    ['👏🏽', 'clap'],
    [':shipit:', 'shipit'],
  ])('%s goes out as %s', async (emoji, name) => {
    const { requests } = await send({ content: reaction(emoji) }, [answer(200, { ok: true })]);
    expect(requests).toMatchObject([
      { url: 'https://slack.com/api/reactions.add', body: `channel=D1&timestamp=1.2&name=${name}` },
    ]);
  });

  test('of an emoji without a known name is told in text', async () => {
    expect(await formsFor({ content: reaction('🦩') })).toMatchObject([{ text: '🦩' }]);
  });

  test('is not refused for having been there', async () => {
    const there = answer(200, { ok: false, error: 'already_reacted' });
    expect((await send({ content: reaction('👍') }, [there])).receipt).toEqual({});
  });

  test('is taken back, whichever it was, and only ours', async () => {
    const reactions = [
      { name: 'eyes', users: ['U1', 'UBOT'], count: 2 },
      { name: '+1', users: ['U1'], count: 1 },
    ];
    const { requests } = await send({ content: reaction('') }, [
      answer(200, { ok: true, user_id: 'UBOT' }),
      answer(200, { ok: true, type: 'message', message: { reactions } }),
      answer(200, { ok: true }),
    ]);
    expect(requests.at(-1)).toMatchObject({
      url: 'https://slack.com/api/reactions.remove',
      body: 'channel=D1&timestamp=1.2&name=eyes',
    });
    expect(requests).toHaveLength(3);
  });
});

describe('a refusal', () => {
  test.each(['ratelimited', 'internal_error', 'service_unavailable'])('%s passes', async (error) => {
    await expect(send({}, [answer(200, { ok: false, error })])).rejects.toThrow(Transient);
  });

  test.each([
    ['not_in_channel', 'Invite the app to the channel.'],
    ['token_revoked', 'Install the app in the workspace again and give Seaway its new bot user token.'],
    ['missing_scope', 'Add the scope and install the app again.'],
  ])('%s stays, and says what to do', async (error, remedy) => {
    const refused = answer(200, { ok: false, error, needed: 'chat:write', provided: 'im:history' });
    const thrown = await send({}, [refused]).catch((thrown: unknown) => thrown);
    expect(thrown).toBeInstanceOf(Permanent);
    expect(thrown).toMatchObject({ remedy, message: expect.stringContaining('the scope chat:write is missing') });
  });

  test('waits as long as Slack says', async () => {
    const slow = answer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '30' });
    await expect(send({}, [slow])).rejects.toMatchObject({ name: 'Transient', after: 30 });
  });
});

describe('a file of a customer', () => {
  const fetched = async (address: string, response: HttpResponse) => {
    const requests: HttpRequest[] = [];
    const http: Http = async (request) => {
      requests.push(request);
      return response;
    };
    return { file: await slack.connect(slackKit.secret).fetch(address, http), requests };
  };
  const picture = answer(200, 'bytes', { 'content-type': 'image/png' });
  const page = answer(200, '<!DOCTYPE html>', { 'content-type': 'text/html; charset=utf-8' });

  test('is fetched with the token of the bot', async () => {
    const { file, requests } = await fetched('https://files.slack.com/files-pri/T1-F1/a.png', picture);
    expect(file).toEqual({ body: Buffer.from('bytes'), mediaType: 'image/png' });
    expect(requests[0]?.headers).toEqual({ authorization: `Bearer ${slackKit.secret.botUserToken}` });
  });

  test.each(['https://example.com/a.png', 'https://files.slack.com.example.com/a.png'])(
    '%s does not get the token',
    async (address) => {
      expect((await fetched(address, picture)).requests[0]?.headers).toEqual({});
    },
  );

  test('is not the sign-in page, unless it is a page', async () => {
    await expect(fetched('https://files.slack.com/files-pri/T1-F1/a.png', page)).rejects.toMatchObject({
      name: 'Permanent',
      remedy: 'Add the scope files:read and install the app again.',
    });
    await fetched('https://files.slack.com/files-pri/T1-F1/a.html', page);
  });
});

const mediaAnswers: [HttpResponse, ...HttpResponse[]] = [
  answer(200, 'meow'),
  answer(200, { ok: true, upload_url: 'https://files.slack.com/upload/v1/x', file_id: 'F1' }),
  answer(200, 'OK - 4'),
  answer(200, { ok: true, files: [{ id: 'F1', title: 'cat.png' }] }),
];

async function send(
  { content = text, sender = 'D0ACX51K95H' }: { content?: Content; sender?: string },
  answers: [HttpResponse, ...HttpResponse[]],
) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => answers[requests.push(request) - 1] ?? answers[0];
  const thread = { channel: 'slack', account: 'main', sender };
  const receipt = await slack.connect(slackKit.secret).send({ ...outbound('slack', content), thread }, http);
  return { requests, receipt };
}

async function formsFor(what: { content?: Content; sender?: string }): Promise<Record<string, string>[]> {
  const { requests } = await send(what, [ok]);
  return requests.map(({ body }) => Object.fromEntries(new URLSearchParams(String(body))));
}
