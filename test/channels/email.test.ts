import fc from 'fast-check';
import { addressParser } from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { email } from '../../lib/channels/email/index.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../lib/http.ts';
import { type Content, type OutboundMessage, type ReplyWith, threadEventSchema } from '../../lib/message.ts';
import { emailKit, mailIn } from './email.kit.ts';
import { answer, arrival, fixturesOf, outbound, webhook } from './kit.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const url = 'https://seaway.example/webhooks/email/main';
const receiptOf = (more: Record<string, unknown> = {}) => ({
  messageId: 'kept1',
  at: arrival,
  recipients: ['support@seaway.example'],
  verdicts: { dmarc: 'PASS', spam: 'PASS', virus: 'PASS' },
  ...more,
});
const posted = (body: string | Buffer, receipt: unknown = receiptOf()) =>
  webhook({
    url,
    body,
    headers: { 'x-seaway-receipt': Buffer.from(JSON.stringify(receipt)).toString('base64') },
  });
const head = 'From: Ada <ada@example.com>\r\nMessage-ID: <1@example.com>\r\n';

describe('a signature', () => {
  const signed = emailKit.sign(posted(`${head}\r\nhello`));
  const verdict = (request = signed) => email.connect(emailKit.secret).verify(request).verdict;

  test('is good for five minutes', () => {
    const early = emailKit.sign(posted(`${head}\r\nhello`));
    expect(verdict(early)).toBe('accept');
    vi.setSystemTime(arrival + 300_000);
    expect(verdict(early)).toBe('accept');
    vi.setSystemTime(arrival + 301_000);
    expect(verdict(early)).toBe('reject');
  });

  test('covers its time', () => {
    const later = { ...signed.headers, 'x-seaway-timestamp': String(arrival / 1000 + 1) };
    expect(verdict({ ...signed, headers: later })).toBe('reject');
  });
});

describe('a receipt', () => {
  test.each([
    ['that is no receipt', 'posted by hand', 'receipt: Invalid input'],
    ['without whom the mail was for', { ...receiptOf(), recipients: undefined }, 'recipients'],
    ['with a time that is none', receiptOf({ at: 'noon' }), 'at: Invalid input'],
  ])('%s is told with its path', async (_, receipt, path) => {
    await expect(email.receive(posted(head, receipt), 'main')).rejects.toThrow(Permanent);
    await expect(email.receive(posted(head, receipt), 'main')).rejects.toThrow(path);
  });
});

describe('who writes', () => {
  const sender = async (fields: string, receipt = receiptOf()) => {
    const { events, ignored } = await email.receive(posted(`${fields}\r\n\r\nhello`, receipt), 'main');
    return events[0] ? { sender: events[0].thread.sender, proves: events[0].proves } : { ignored };
  };

  test.each([
    ['a name that holds an address', '"ada@example.com" <ada@example.com>'],
    ['another way of writing it', 'ADA@Example.COM (Ada)'],
  ])('is proved where DMARC passed, also under %s', async (_, from) => {
    expect(await sender(`From: ${from}`)).toEqual({ sender: 'ada@example.com', proves: ['email:ada@example.com'] });
  });

  test.each([
    ['a second From', 'From: ada@example.com\r\nFrom: eve@example.net'],
    ['a second author', 'From: ada@example.com, eve@example.net'],
    ['a group', 'From: Us: ada@example.com, eve@example.net;'],
  ])('is not proved by %s', async (_, fields) => {
    expect(await sender(fields)).not.toHaveProperty('proves.0');
  });

  test.each(['FAIL', 'GRAY', 'PROCESSING_FAILED', undefined])('is not proved where DMARC says %s', async (dmarc) => {
    expect(await sender('From: ada@example.com', receiptOf({ verdicts: { dmarc } }))).toEqual({
      sender: 'ada@example.com',
    });
  });

  test('gets answers elsewhere only where it is proved that they ask for it', async () => {
    const mail = 'From: ada@example.com\r\nReply-To: eve@example.net\r\n\r\nhello';
    const placeAt = async (dmarc: string) => {
      const { events } = await email.receive(posted(mail, receiptOf({ verdicts: { dmarc } })), 'main');
      return JSON.parse(events[0]?.replyWith?.token ?? '');
    };
    expect(await placeAt('PASS')).toHaveProperty('to', 'eve@example.net');
    expect(await placeAt('GRAY')).not.toHaveProperty('to');
  });

  test('is not believed where the domain itself has forged mails rejected', async () => {
    const verdicts = { dmarc: 'FAIL' };
    const forged = await sender('From: ada@example.com', receiptOf({ verdicts, dmarcPolicy: 'reject' }));
    expect(forged).toEqual({ ignored: ['forged sender'] });
    const allowed = await sender('From: ada@example.com', receiptOf({ verdicts, dmarcPolicy: 'none' }));
    expect(allowed).toEqual({ sender: 'ada@example.com' });
  });

  test('is nobody where no mail could reach the address', async () => {
    for (const from of ['', 'Ada', 'ada@', '<>', '"a b"@example.com', `${'a'.repeat(320)}@example.com`])
      expect([from, await sender(`From: ${from}`)]).toEqual([from, { ignored: ['mail that names no sender'] }]);
  });

  test('is not us, whatever label our address has', async () => {
    const toLabel = receiptOf({ recipients: ['Support+sales@seaway.example'] });
    expect(await sender('From: support@seaway.example', toLabel)).toEqual({ ignored: ['mail of our own'] });
    const replying = 'From: support@seaway.example\r\nReply-To: support+x@seaway.example';
    expect(await sender(replying, toLabel)).toEqual({ ignored: ['mail of our own'] });
  });
});

test('a mail that was made to nest without end is kept for a person', async () => {
  const nested = Array.from({ length: 300 }, (_, depth) => {
    return `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n`;
  });
  await expect(email.receive(posted(head + nested.join('')), 'main')).rejects.toThrow(Permanent);
});

test('noise and changed bytes are read to events, or it is said that they cannot be', async () => {
  const piece = fc.constantFrom(
    ...[
      'From: a@b.c\r\n',
      'Subject: =?utf-8?B?4oKs?=\r\n',
      'Content-Type: multipart/mixed; boundary=x\r\n',
      '\r\n',
      '--x\r\n',
    ],
    ...[
      'Content-Type: multipart/report\r\n',
      'Content-Type: message/delivery-status\r\n',
      'Action: failed\r\n',
      '--x--\r\n',
    ],
    ...['Content-Type: text/html\r\n', '<p>hello', 'Content-Transfer-Encoding: base64\r\n', '> quoted\r\n', '\0\xff=?'],
  );
  const change = fc
    .tuple(fc.constantFrom(...fixturesOf('email')), fc.nat(), fc.nat(255))
    .map(([{ request }, at, byte]) => {
      const body = Buffer.from(request.body);
      body[at % body.length] = byte;
      return { ...request, body };
    });
  const noise = fc.array(piece).map((pieces) => posted(Buffer.from(pieces.join(''), 'latin1')));
  const run = fc.asyncProperty(fc.oneof(change, noise), async (request) => {
    const received = await Promise.resolve(email.receive(request, 'main')).catch((error: unknown) => error);
    if (received instanceof Permanent) return;
    const { events, ignored } = receivedShape.parse(received);
    expect(events.length + ignored.length).toBeGreaterThan(0);
  });
  await fc.assert(run, { numRuns: 1000 });
});

test('a very long mail is said as far as a queue message and the table can hold it', async () => {
  const { events } = await email.receive(posted(`${head}\r\n${'An 日本語 word. '.repeat(500_000)}`), 'main');
  expect(events).toHaveLength(1);
  expect(Buffer.byteLength(JSON.stringify(events))).toBeLessThan(200_000);
  expect(events).toMatchObject([{ content: { text: expect.stringMatching(/…$/) } }]);
});

test('of very many files the first twenty are given and the others named', async () => {
  const file = (name: string) =>
    `--x\r\nContent-Type: text/csv; name="${name}"\r\nContent-Disposition: attachment\r\n\r\na`;
  const files = Array.from({ length: 22 }, (_, index) => file(`${index + 1}.csv`)).join('\r\n');
  const mail = `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${files}\r\n--x--`;
  const { events } = await email.receive(posted(mail), 'main');
  expect(events).toHaveLength(20);
  expect(events[0]).toMatchObject({ content: { name: '1.csv', caption: 'Further files: 21.csv, 22.csv' } });
});

describe('an answer', () => {
  test('stands below the mail that it answers, with the subject marked once', async () => {
    const { mail } = await answerTo(
      `${head}Subject: AW: Re[2]: Where?\r\nReferences: <a@x> <b@x>\r\nIn-Reply-To: <b@x>\r\n`,
    );
    expect(mail).toMatchObject({
      to: ['ada@example.com'],
      subject: 'Re: Where?',
      headers: ['In-Reply-To: <1@example.com>', 'References: <a@x> <b@x> <1@example.com>'],
    });
  });

  test('takes the first and the last ids of a long thread, whole, within the 996 characters of a header', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `<number-${index}@mail.example.com>`);
    const { mail } = await answerTo(`${head}References: ${ids.join('\r\n ')}\r\n`);
    const [, references = ''] = mail.headers;
    expect(references.length).toBeLessThanOrEqual(996 + ': '.length);
    const [name, ...taken] = references.split(' ');
    expect(taken.length).toBeGreaterThan(25);
    expect([name, taken[0], ...taken.slice(-2)]).toEqual(['References:', ids[0], ids[99], '<1@example.com>']);
  });

  test('leaves out ids that no header of ours may have, and goes without them', async () => {
    const { mail } = await answerTo(
      `From: Ada <ada@example.com>\r\nMessage-ID: <é@example.com>\r\nReferences: <a@x> <\x01@x> <日本@x>\r\n`,
    );
    expect(mail.headers).toEqual(['References: <a@x>']);
  });

  test('goes where the customer wants it, and remembers whose thread it is', async () => {
    const { mail } = await answerTo(`${head}Reply-To: Ada at home <ADA@home.example>\r\n`);
    expect(mail.to).toEqual(['ada@home.example']);
    expect(mail.headers).toContain('X-Seaway-Thread: ada@example.com');
  });

  test('adds no header that the customer slipped into theirs', async () => {
    const { mail } = await answerTo(`${head}Subject: =?utf-8?Q?a=0D=0ABcc:_eve@example.net?=\r\n`);
    expect(mail).toMatchObject({ subject: 'Re: a Bcc: eve@example.net', headers: { length: 2 } });
  });

  test('adds none that somebody slipped into its place, nor one that SES would refuse it for', async () => {
    const place = { subject: 'a\r\nBcc: eve@example.net', messageId: '<1@x>\r\nBcc: eve@example.net' };
    const token = JSON.stringify({ ...place, references: [`<${'a'.repeat(985)}>`] });
    const { mail } = await send({ replyWith: { token, until: arrival } });
    expect(mail).toMatchObject({ subject: 'Re: a Bcc: eve@example.net', headers: [] });
  });

  test('has the subject in the letters of the customer', async () => {
    const { mail } = await answerTo(`${head}Subject: =?utf-8?B?5rOo5paHIPCfmoI=?=\r\n`);
    expect(mail.subject).toBe('Re: 注文 🚂');
  });

  test('keeps its place for the next one', async () => {
    expect(await replyWith(head)).toMatchObject({ reusable: true });
  });

  const replyWith = async (fields: string): Promise<ReplyWith> => {
    const { events } = await email.receive(posted(`${fields}\r\nhello`), 'main');
    return events[0]?.replyWith ?? { token: '', until: 0 };
  };
  const answerTo = async (fields: string) => send({ replyWith: await replyWith(fields) });
});

describe('a mail of ours', () => {
  test('that answers none has the subject of the account', async () => {
    const subjectWith = async (more: Record<string, unknown>) =>
      (await send({}, { ...emailKit.secret, ...more })).mail.subject;
    expect(await subjectWith({})).toBe('A message from Seaway Support');
    expect(await subjectWith({ subject: 'Your\r\nBcc: parcel' })).toBe('Your Bcc: parcel');
    expect(await subjectWith({ name: undefined })).toBe('A message from support@seaway.example');
  });

  test('that answers none has no further headers, and is the same when it is sent again', async () => {
    const [first, second] = [await send({}), await send({})];
    expect(first.requests).toEqual(second.requests);
    expect(first.mail.headers).toEqual([]);
  });

  test.each([
    ['plainly', 'Seaway Support', '"Seaway Support" <support@seaway.example>'],
    [
      'with what means something in a header',
      'Ada "A" \\ Lovelace, <eve@x>',
      '"Ada \\"A\\" \\\\ Lovelace, <eve@x>" <support@seaway.example>',
    ],
    ['over two lines', 'Ada\r\nBcc: eve@example.net', '"Ada Bcc: eve@example.net" <support@seaway.example>'],
    ['in other letters', 'Grüße', '=?UTF-8?B?R3LDvMOfZQ==?= <support@seaway.example>'],
    ['not at all', undefined, 'support@seaway.example'],
    ['in blanks', ' \t', 'support@seaway.example'],
  ])('names us %s', async (_, name, from) => {
    expect((await send({}, { ...emailKit.secret, name })).mail.from).toBe(from);
  });

  test('names us in any letters as a mail program reads them, in words of 75 characters', async () => {
    const run = fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (name) => {
      const { from } = (await send({}, { ...emailKit.secret, name })).mail;
      expect(from).toMatch(/^[ -~]+$/);
      for (const word of from.split(' ').filter((one) => one.startsWith('=?'))) expect(word.length).toBeLessThan(76);
      const [mailbox, ...others] = addressParser(from);
      expect([mailbox?.address, others]).toEqual(['support@seaway.example', []]);
      const said = name.replace(/[\p{Cc}\s]+/gu, ' ').trim();
      if (/[^ -~]/.test(said)) expect(mailbox?.name).toBe(said);
    });
    await fc.assert(run);
  });

  test('says as a page what it says as text, and nothing that a browser would run', async () => {
    const text = 'See <script>alert(1)</script> & (https://x.example/?a=1&b=c"2).\n\nBye';
    const { mail } = await send({ content: { type: 'text', text } });
    expect(mail.text).toBe(text);
    expect(mail.page).toContain(
      'See &#60;script&#62;alert(1)&#60;/script&#62; &#38; (<a href="https://x.example/?a=1&#38;b=c">https://x.example/?a=1&#38;b=c</a>&#34;2).</p>',
    );
  });

  test('carries the file that it is about, in Base64, and its name', async () => {
    const content: Content = { type: 'media', url: 'https://x.example/a%20b.pdf?sig=1', mediaType: 'application/pdf' };
    const { requests, mail } = await send({ content }, emailKit.secret, [answer(200, '%PDF'), ok]);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(mail.files).toEqual([
      {
        FileName: 'a%20b.pdf',
        ContentType: 'application/pdf',
        ContentDisposition: 'ATTACHMENT',
        ContentTransferEncoding: 'BASE64',
        RawContent: Buffer.from('%PDF').toString('base64'),
      },
    ]);
    expect(mail.text).toBe('a%20b.pdf');
  });

  test.each([
    ['its own letters', '請求書 3月.pdf', 'application/pdf', '請求書 3月.pdf'],
    ['nothing that could be a header or a folder', 'a\r\nb/"c"\\.pdf', 'application/pdf', 'a b__c__.pdf'],
    ['an ending', 'photo', 'image/png', 'photo.png'],
    ['some ending', 'v1. final', 'application/octet-stream', 'v1. final.bin'],
    ['255 characters, the last', `${'a'.repeat(300)}.pdf`, 'application/pdf', `${'a'.repeat(251)}.pdf`],
  ])('gives the name of a file %s', async (_, name, mediaType, named) => {
    const content: Content = { type: 'media', url: 'https://x.example/1', mediaType, name };
    const { mail } = await send({ content }, emailKit.secret, [answer(200, '%PDF'), ok]);
    expect(mail.files).toMatchObject([{ FileName: named, ContentType: mediaType }]);
  });

  test.each(['application/pdf\r\nBcc: eve@example.net', 'pdf', `application/${'a'.repeat(78)}`])(
    'sends a file of type %j as one of which nothing is known',
    async (mediaType) => {
      const content: Content = { type: 'media', url: 'https://x.example/a.pdf', mediaType };
      const { mail } = await send({ content }, emailKit.secret, [answer(200, '%PDF'), ok]);
      expect(mail.files).toMatchObject([{ FileName: 'a.pdf', ContentType: 'application/octet-stream' }]);
    },
  );

  test.each([404, 403, 410])('tells the address of a file that is %i', async (status) => {
    const content: Content = {
      type: 'media',
      url: 'https://x.example/a.pdf',
      mediaType: 'application/pdf',
      caption: 'A',
    };
    const { mail } = await send({ content }, emailKit.secret, [answer(status, ''), ok]);
    expect(mail.text).toBe('A\nhttps://x.example/a.pdf');
  });

  test('waits for a file that cannot be fetched now', async () => {
    const content: Content = { type: 'media', url: 'https://x.example/a.pdf', mediaType: 'application/pdf' };
    await expect(send({ content }, emailKit.secret, [answer(503, ''), ok])).rejects.toThrow(Transient);
  });

  test('is signed for SES in the region of the account, and names the configuration set', async () => {
    const { requests } = await send({}, { ...emailKit.secret, configurationSet: 'seaway' });
    expect(requests).toMatchObject([
      {
        url: 'https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails',
        aws: { service: 'ses', region: 'eu-west-1' },
      },
    ]);
    expect(JSON.parse(String(requests[0]?.body))).toMatchObject({
      Destination: { ToAddresses: ['ada@example.com'] },
      ConfigurationSetName: 'seaway',
    });
  });
});

describe('what SES refuses', () => {
  const refusedWith = (status: number, type: string, body: unknown = { message: 'why' }) =>
    send({}, emailKit.secret, [answer(status, body, { 'x-amzn-errortype': type })]).catch((error: unknown) => error);

  test.each([
    [400, 'MessageRejected', /sandbox/],
    [400, 'MailFromDomainNotVerifiedException', /MX record/],
    [400, 'AccountSuspendedException', /suspended/],
    [400, 'SendingPausedException', /Resume/],
    [403, 'AccessDeniedException:http://internal.amazon.com/coral/', /config\/deployment.ts/],
  ])('with %i %s will not pass, and what can be done is told', async (status, type, remedy) => {
    const error = await refusedWith(status, type);
    expect(error).toBeInstanceOf(Permanent);
    expect(error).toMatchObject({ message: expect.stringContaining('why'), remedy: expect.stringMatching(remedy) });
  });

  test.each([
    [429, 'TooManyRequestsException'],
    [400, 'LimitExceededException'],
    [400, 'ThrottlingException'],
    [403, 'ExpiredTokenException'],
  ])('with %i %s passes', async (status, type) => {
    expect(await refusedWith(status, type, { Message: 'Maximum sending rate exceeded.' })).toBeInstanceOf(Transient);
  });
});

describe('a file of a customer', () => {
  const boundary = 'Content-Type: multipart/mixed; boundary=x\r\n\r\n';
  const file = '--x\r\nContent-Type: image/png; name=cat.png\r\nContent-Transfer-Encoding: base64\r\n\r\nY2F0\r\n--x--';
  const raw = head + boundary + file;
  const stored = { region: 'eu-west-1', bucket: 'seaway-media', key: 'mail/kept1' };

  test('is fetched out of the mail that is kept, by the address that its message gave', async () => {
    const { events } = await email.receive(posted(raw, receiptOf({ stored })), 'main');
    const content = events[0]?.type === 'message' ? events[0].content : undefined;
    const fileUrl = content?.type === 'media' ? content.url : '';
    const { fetched, requests } = await fetchBy(fileUrl, answer(200, raw));
    expect(fetched).toEqual({ body: Buffer.from('cat'), mediaType: 'image/png', name: 'cat.png' });
    expect(requests).toMatchObject([
      {
        method: 'GET',
        url: 'https://seaway-media.s3.eu-west-1.amazonaws.com/mail/kept1',
        aws: { service: 's3', region: 'eu-west-1' },
      },
    ]);
  });

  test('has the whole mail beside it, as number 0', async () => {
    const { fetched } = await fetchBy('email:eu-west-1/seaway-media/mail/kept1#0', answer(200, raw));
    expect(fetched).toEqual({ body: Buffer.from(raw), mediaType: 'message/rfc822' });
  });

  test.each([
    ['the mail is gone', 'email:eu-west-1/seaway-media/mail/kept1#1', answer(404, ''), Permanent],
    ['S3 is away', 'email:eu-west-1/seaway-media/mail/kept1#1', answer(503, ''), Transient],
    ['it has no such part', 'email:eu-west-1/seaway-media/mail/kept1#9', answer(200, raw), Permanent],
    ['the mail was not kept', '', answer(200, raw), Permanent],
    ['it lies elsewhere in the bucket', 'email:eu-west-1/seaway-media/media/kept1#1', answer(200, raw), Permanent],
  ])('is not had where %s', async (_, fileUrl, response, error) => {
    await expect(fetchBy(fileUrl, response)).rejects.toThrow(error);
  });

  async function fetchBy(fileUrl: string, response: HttpResponse) {
    const requests: HttpRequest[] = [];
    const http: Http = async (request) => {
      requests.push(request);
      return response;
    };
    return { fetched: await email.connect(emailKit.secret).fetch(fileUrl, http), requests };
  }
});

const { ok } = emailKit.answers;

const receivedShape = z.object({ events: z.array(threadEventSchema), ignored: z.array(z.string().min(1)) });

async function send(
  more: Partial<OutboundMessage>,
  secret: Record<string, unknown> = emailKit.secret,
  answers: HttpResponse[] = [ok],
) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => answers[requests.push(request) - 1] ?? ok;
  const message = { ...outbound('email', { type: 'text', text: 'hello' }), ...more };
  const thread = { ...message.thread, sender: 'ada@example.com' };
  await email.connect(secret).send({ ...message, thread }, http);
  const [mail] = requests.filter(({ method }) => method === 'POST').map(mailIn);
  if (!mail) throw new Error('no mail was sent');
  return { requests, mail };
}
