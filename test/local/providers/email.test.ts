import { createConnection } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openMedia } from '../../../lib/aws/media.ts';
import { email } from '../../../lib/channels/email/index.ts';
import { parseMail } from '../../../lib/channels/email/parse.ts';
import { Permanent, Transient } from '../../../lib/errors.ts';
import { takeMail } from '../../../lib/mail.ts';
import type { ThreadEvent } from '../../../lib/message.ts';
import { localAccess } from '../../../local/aws/access.ts';
import { startBucket } from '../../../local/aws/s3.ts';
import { type EmailStandIn, startEmail } from '../../../local/providers/email/index.ts';
import { sesEvent } from '../../../local/providers/email/ses-event.ts';
import { picture } from '../../../local/providers/picture.ts';
import { until } from '../../../local/until.ts';
import { sampleContents } from '../../channels/kit.ts';
import { type Business, openBusiness, signingHttp } from './business.ts';

const sender = 'ada@example.org';
const text = (said: string) => ({ type: 'text', text: said }) as const;
let mail: EmailStandIn;
let business: Business;
beforeAll(async () => {
  business = await openBusiness('email', async (options) => {
    mail = await startEmail(options);
    return mail;
  });
});
afterAll(() => business.close());
afterEach(() => {
  business.events.length = 0;
  mail.refusals.length = 0;
});

describe('a conversation by mail', () => {
  test('goes on below the first mail, and what is heard of an answer is what is new in it', async () => {
    const { events, send } = business;
    await mail.say(sender, text('Where is my order?\nI wait.'), { name: 'Ada Lovelace', language: 'en' });
    expect(events).toMatchObject([
      {
        thread: { sender },
        proves: [`email:${sender}`],
        profile: { name: 'Ada Lovelace', language: 'en' },
        content: text('Where is my order?\nI wait.'),
      },
    ]);
    const { providerId } = await send(sender, sampleContents.choices, { replyWith: events[0]?.replyWith });
    expect(mail.shown(sender).at(-1)).toMatchObject({
      id: providerId,
      title: 'Re: Where is my order?',
      text: 'Which?\n1. Billing\n2. Support',
    });
    await mail.say(sender, text('2'));
    expect(events.at(-1)).toMatchObject({ content: text('2') });
    const { references } = JSON.parse(events.at(-1)?.replyWith?.token ?? '');
    expect(references.at(0)).toBe(`<${providerId}@email.amazonses.com>`);
  });

  test('shows a file that we send with the mail', async () => {
    await business.send(sender, sampleContents.media);
    const shown = mail.shown(sender).at(-1);
    expect(shown).toMatchObject({ text: 'A cat', media: { mediaType: 'image/png', name: 'cat.png' } });
    expect(Buffer.from(await (await fetch(shown?.media?.url ?? '')).arrayBuffer())).toEqual(picture());
  });

  test('shows what we say in any letters: our name, the subject, the text and the name of a file', async () => {
    await mail.say('eva@example.org', text('Où est ma commande ?'));
    const connection = email.connect({ ...mail.secret, name: 'Grüße aus der Wäscherei, 東京 👋' });
    const content = { ...sampleContents.media, name: '請求書 3月.png', caption: 'Voilà : 世界 😀' };
    const thread = { channel: 'email', account: 'main', sender: 'eva@example.org' };
    const replyWith = business.events[0]?.replyWith;
    const { providerId } = await connection.send(
      { id: crypto.randomUUID(), thread, content, replyWith },
      business.http,
    );
    expect(mail.shown('eva@example.org').at(-1)).toMatchObject({
      title: 'Re: Où est ma commande ?',
      text: 'Voilà : 世界 😀',
      media: { mediaType: 'image/png', name: '請求書 3月.png' },
    });
    const raw = await (await fetch(`${mail.mailbox}/${providerId}.eml`)).arrayBuffer();
    const { from, subject, html, attachments } = await parseMail(Buffer.from(raw));
    expect(from).toEqual({ name: 'Grüße aus der Wäscherei, 東京 👋', address: 'support@seaway.example' });
    expect([subject, html]).toEqual(['Re: Où est ma commande ?', expect.stringContaining('Voilà : 世界 😀')]);
    expect(attachments).toMatchObject([{ filename: '請求書 3月.png', disposition: 'attachment' }]);
  });

  test('names the thread of a mail that goes elsewhere, and counts the report on it there', async () => {
    const to = 'bounce@simulator.amazonses.com';
    const token = JSON.stringify({ to, subject: 'Hi', references: [] });
    const { providerId } = await business.send(sender, text('Hello'), { replyWith: { token, until: 0 } });
    await until('the report on the mail', () => business.events[0]);
    expect(business.events).toMatchObject([{ type: 'receipt', messageId: providerId, thread: { sender } }]);
  });

  test('hears of a mail that comes back, by the id that it was given', async () => {
    const gone = 'bounce@simulator.amazonses.com';
    const { providerId } = await business.send(gone, text('Are you there?'));
    await until('the report on the mail', () => business.events[0]);
    expect(business.events).toMatchObject([
      { type: 'receipt', messageId: providerId, status: 'failed', thread: { sender: gone } },
    ]);
    expect(business.events[0]).toHaveProperty('remedy', expect.stringContaining('no such address'));
  });

  test('ends where the customer calls it spam', async () => {
    await mail.say(sender, { type: 'leave' });
    expect(business.events).toMatchObject([{ type: 'left', thread: { sender } }]);
    await business.send('complaint@simulator.amazonses.com', text('Buy!'));
    await until('the complaint', () => business.events[1]);
    expect(business.events[1]).toMatchObject({ type: 'left', thread: { sender: 'complaint@simulator.amazonses.com' } });
  });
});

describe('SES refuses', () => {
  const file = {
    FileName: 'a.pdf',
    ContentType: 'application/pdf',
    ContentDisposition: 'ATTACHMENT',
    ContentTransferEncoding: 'BASE64',
    RawContent: 'YQ==',
  };
  const header = (Name: string, Value = 'x') => simple({ Headers: [{ Name, Value }] });
  const withFile = (more: Record<string, unknown>) => simple({ Attachments: [{ ...file, ...more }] });

  test.each([
    ['a receiver that is none', { Destination: { ToAddresses: ['ada'] } }, 'BadRequestException'],
    ['a receiver in other letters', { Destination: { ToAddresses: ['ädä@example.org'] } }, 'BadRequestException'],
    ['no receiver', { Destination: { ToAddresses: [] } }, 'BadRequestException'],
    ['a mail that is written out', { Content: { Raw: { Data: 'RnJvbTogYQ0KDQpi' } } }, 'BadRequestException'],
    ['a field that it does not know', { Sender: 'x' }, 'BadRequestException'],
    ['a sender that is not verified', { FromEmailAddress: 'eve@example.net' }, 'MessageRejected'],
    ['a verified name of another', { FromEmailAddress: '"support@seaway.example" <eve@x.net>' }, 'MessageRejected'],
    ['two senders', { FromEmailAddress: 'support@seaway.example, eve@seaway.example' }, 'BadRequestException'],
    ['a sender in other letters', { FromEmailAddress: 'Grüße <support@seaway.example>' }, 'BadRequestException'],
    ['a subject of two lines', simple({ Subject: utf8('a\nBcc: eve@example.net') }), 'BadRequestException'],
    ['a text of which the letters are not told', simple({ Subject: { Data: 'ä' } }), 'BadRequestException'],
    ['a header with a colon', header('X:Y'), 'BadRequestException'],
    ['a header of two lines', header('X', 'a\r\nBcc: eve@example.net'), 'BadRequestException'],
    ['a header in other letters', header('X', 'ä'), 'BadRequestException'],
    ['a header of nothing', header('X', ''), 'BadRequestException'],
    ['a header that is too long with its name', header('References', 'a'.repeat(987)), 'BadRequestException'],
    ['16 headers', simple({ Headers: Array(16).fill({ Name: 'X', Value: 'x' }) }), 'BadRequestException'],
    ['a file that runs', withFile({ FileName: 'a.pdf.EXE' }), 'MessageRejected'],
    ['a file without an ending', withFile({ FileName: 'a' }), 'BadRequestException'],
    ['a file that is not in Base64', withFile({ RawContent: 'not base64!' }), 'BadRequestException'],
    ['a file that its mail would spoil', withFile({ ContentTransferEncoding: 'SEVEN_BIT' }), 'BadRequestException'],
    ['40 MB', withFile({ RawContent: Buffer.alloc(29_400_000).toString('base64') }), 'MessageRejected'],
  ])('%s', async (_, more, type) => {
    const { status, headers, body } = await post(more);
    expect([status, headers['x-amzn-errortype']]).toEqual([400, type]);
    expect(JSON.parse(body.toString()).message).toBeTruthy();
    expect(mail.refusals).toHaveLength(1);
  });

  test('nothing that keeps to its rules, to the last character', async () => {
    const Headers = [
      { Name: 'References', Value: `<${'a'.repeat(984)}>` },
      ...Array(14).fill({ Name: 'X', Value: 'x' }),
    ];
    for (const more of [{}, simple({ Headers, Attachments: [file] })]) expect((await post(more)).status).toBe(200);
    expect(mail.refusals).toEqual([]);
  });

  test('who does not sign, or signs for another service', async () => {
    const { aws: _, ...plain } = call({});
    expect((await business.http(plain)).headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
    const other = await business.http({ ...call({}), aws: { service: 's3', region: 'us-east-1' } });
    expect([other.status, other.headers['x-amzn-errortype']]).toEqual([403, 'InvalidSignatureException']);
  });

  test('by its own words as our channel reads them', async () => {
    mail.fail({ status: 429, body: { message: 'Maximum sending rate exceeded.' } });
    await expect(business.send(sender, text('hi'))).rejects.toThrow(Transient);
    await expect(business.send('nobody', text('hi'))).rejects.toThrow(Permanent);
  });

  const call = (more: Record<string, unknown>) => ({
    method: 'POST',
    url: 'https://email.us-east-1.amazonaws.com/v2/email/outbound-emails',
    body: JSON.stringify({
      FromEmailAddress: 'support@seaway.example',
      Destination: { ToAddresses: [sender] },
      ...simple({}),
      ...more,
    }),
    aws: { service: 'ses', region: 'us-east-1' },
  });
  const post = (more: Record<string, unknown>) => business.http(call(more));

  function simple(more: Record<string, unknown>) {
    const Body = { Text: utf8('hi'), Html: utf8('<p>hi</p>') };
    return { Content: { Simple: { Subject: utf8('Hello'), Body, Headers: [], ...more } } };
  }
  function utf8(Data: string) {
    return { Data, Charset: 'UTF-8' };
  }
});

describe('any mail program', () => {
  const mailFor = (to: string) =>
    `From: Bea <Bea@example.org>\r\nTo: ${to}\r\nMessage-ID: <${crypto.randomUUID()}@example.org>\r\nSubject: By hand\r\n\r\nHello.\r\n.\r\n`;

  test('hands in mail by SMTP, which is heard and shown', async () => {
    const answers = await dialogue([
      'EHLO laptop',
      'MAIL FROM:<bea@example.org>',
      'RCPT TO:<support+x@seaway.example>',
      'DATA',
      mailFor('us'),
    ]);
    expect(answers.at(-1)).toMatch(/^250/);
    expect(business.events).toMatchObject([
      { thread: { sender: 'bea@example.org' }, content: text('By hand\n\nHello.') },
    ]);
    expect(mail.shown('bea@example.org')).toMatchObject([{ from: 'customer', title: 'By hand', text: 'Hello.' }]);
  });

  test('is told that an address is not ours', async () => {
    const answers = await dialogue(['EHLO laptop', 'MAIL FROM:<bea@example.org>', 'RCPT TO:<eve@example.net>']);
    expect(answers.at(-1)).toMatch(/^550.*not an address of ours/);
  });

  /** Says each line once the one before is answered, and gives the last line of every answer. */
  async function dialogue(lines: string[]): Promise<string[]> {
    const answers: string[] = [];
    const socket = createConnection(mail.smtp, '127.0.0.1');
    const left = [...lines, 'QUIT'];
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      const last = chunk.trimEnd().split('\r\n').at(-1) ?? '';
      if (!/^\d{3} /.test(last)) return;
      answers.push(last);
      const next = left.shift();
      if (next !== undefined) socket.write(next.endsWith('\r\n') ? next : `${next}\r\n`);
    });
    await new Promise((resolve) => socket.once('close', resolve));
    return answers.slice(1, -1);
  }
});

describe('the mailbox page', () => {
  test('lists what was sent and shows a mail, with nothing of it running', async () => {
    const { providerId } = await business.send(sender, text('<script>alert(1)</script>'), {
      replyWith: {
        token: JSON.stringify({ subject: '<img src=x onerror=alert(1)>', references: [] }),
        until: Date.now() + 1,
      },
    });
    const list = await page('/');
    expect(list.body).toContain(`<a href="/${providerId}">Re: &#60;img src=x onerror=alert(1)&#62;</a>`);
    const one = await page(`/${providerId}`);
    expect(one.body).toContain(`<iframe sandbox src="/${providerId}/page"`);
    expect(one.body).toContain('<th>To</th><td>ada@example.org</td>');
    const [alone, itself] = [await page(`/${providerId}/page`), await page(`/${providerId}.eml`)];
    for (const { policy } of [list, one]) expect(policy).toContain("default-src 'none'");
    for (const { policy } of [alone, itself]) expect(policy).toMatch(/^sandbox; default-src 'none'/);
    for (const { body } of [list, one, alone]) expect(body).not.toMatch(/<script|<img/);
    expect(itself.body).toMatch(new RegExp(`^Message-ID:\\s+<${providerId}@email\\.amazonses\\.com>\r$`, 'm'));
  });

  test('knows nothing else', async () => {
    for (const path of ['/nothing', '/../index.ts', '/a/b/c']) expect((await page(path)).status).toBe(404);
  });

  async function page(path: string) {
    const response = await fetch(mail.mailbox + path);
    const policy = response.headers.get('content-security-policy');
    return { status: response.status, policy, body: await response.text() };
  }
});

test('the way of SES: kept in the bucket, told to our function, and its files fetched out of it', async () => {
  const bucket = await startBucket({ name: 'media' });
  const events: ThreadEvent[] = [];
  const accounts = [{ channel: 'email', account: 'main', address: 'support@seaway.example' }];
  const ignored = () => {};
  const stand: EmailStandIn = await startEmail({
    webhook: 'http://127.0.0.1:9/',
    async take(raw, receipt) {
      const { region, credentials } = localAccess;
      const http = signingHttp(bucket.origins);
      const room = { accounts, region, bucket: 'media', http, now: Date.now };
      await openMedia({ ...room, credentials: () => credentials }).put(
        `mail/${receipt.messageId}`,
        raw,
        'message/rfc822',
      );
      const reception = {
        accounts,
        secret: async () => stand.secret,
        keys: async () => [],
        enqueue: async (more: ThreadEvent[]) => void events.push(...more),
        bury: async () => {},
        count: ignored,
        log: ignored,
      };
      for (const record of sesEvent(receipt).Records) await takeMail(reception, room, record);
    },
  });
  const large = Buffer.concat([picture(), Buffer.alloc(3_000_000)]);
  await stand.say(sender, { type: 'file', name: 'large.png', mediaType: 'image/png', data: large });
  expect(events).toMatchObject([{ content: { type: 'media', name: 'large.png' } }]);
  const content = events[0]?.type === 'message' ? events[0].content : undefined;
  const url = content?.type === 'media' ? content.url : '';
  const file = await email.connect(stand.secret).fetch(url, signingHttp(bucket.origins));
  expect(file).toEqual({ body: large, mediaType: 'image/png', name: 'large.png' });
  await stand.close();
  await bucket.close();
});
