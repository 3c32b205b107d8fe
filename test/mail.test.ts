import { describe, expect, test } from 'vitest';
import { Permanent, Transient } from '../lib/errors.ts';
import type { HttpRequest } from '../lib/http.ts';
import { takeMail } from '../lib/mail.ts';
import type { ThreadEvent } from '../lib/message.ts';
import type { Reception } from '../lib/webhook.ts';
import { emailKit } from './channels/email.kit.ts';
import { answer } from './channels/kit.ts';

const at = '2026-03-12T09:15:00.000Z';
const pass = { status: 'PASS' };

/** As SES tells a function of a mail: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html */
const recordOf = (more: Record<string, unknown> = {}) => ({
  eventSource: 'aws:ses',
  eventVersion: '1.0',
  ses: {
    mail: {
      timestamp: at,
      source: 'ada@example.com',
      messageId: 'o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1',
      destination: ['support@seaway.example'],
      headersTruncated: false,
      headers: [],
      commonHeaders: { returnPath: 'ada@example.com', from: ['Ada <ada@example.com>'] },
    },
    receipt: {
      timestamp: at,
      processingTimeMillis: 574,
      recipients: ['support@seaway.example'],
      spamVerdict: pass,
      virusVerdict: pass,
      spfVerdict: pass,
      dkimVerdict: pass,
      dmarcVerdict: pass,
      action: { type: 'Lambda', functionArn: 'arn:aws:lambda:eu-west-1:0:function:Mail', invocationType: 'Event' },
      ...more,
    },
  },
});

const head = 'From: Ada <ada@example.com>\r\nMessage-ID: <1@example.com>\r\n';

describe('a mail that SES tells of', () => {
  test('is read from the bucket and goes the way of every webhook', async () => {
    const { take, enqueued, requests } = open(`${head}\r\nhello`);
    await take(recordOf());
    expect(requests).toMatchObject([
      {
        url: 'https://seaway-media.s3.eu-west-1.amazonaws.com/mail/o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1',
        aws: { service: 's3', region: 'eu-west-1' },
      },
    ]);
    expect(enqueued).toMatchObject([
      {
        type: 'message',
        id: '1@example.com',
        at: Date.parse(at),
        thread: { channel: 'email', account: 'main', sender: 'ada@example.com' },
        proves: ['email:ada@example.com'],
        content: { type: 'text', text: 'hello' },
      },
    ]);
  });

  test('may be larger than any webhook, its files being fetched later', async () => {
    const file = `--x\r\nContent-Type: image/png; name=a.png\r\n\r\n${'a'.repeat(2_000_000)}\r\n--x--`;
    const { take, enqueued } = open(`${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${file}`);
    await take(recordOf());
    const url = 'email:eu-west-1/seaway-media/mail/o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1#1';
    expect(enqueued).toMatchObject([{ content: { type: 'media', url, name: 'a.png' } }]);
    expect(JSON.stringify(enqueued).length).toBeLessThan(2_000);
  });

  test('is found by its address, whatever label it has; one for two accounts is told to both', async () => {
    const { take, enqueued } = open(`${head}\r\nhello`);
    await take(recordOf({ recipients: ['Support+orders@seaway.example', 'sales@seaway.example'] }));
    expect(enqueued.map(({ thread }) => thread.account)).toEqual(['main', 'sales']);
  });

  test('for an address that is not ours is let go, and counted', async () => {
    const { take, enqueued, counted, requests } = open(head);
    await take(recordOf({ recipients: ['info@seaway.example'] }));
    expect([enqueued, counted, requests]).toEqual([[], ['unknown_account'], []]);
  });

  test('with a virus is kept out, and counted', async () => {
    const { take, enqueued, counted } = open(`${head}\r\nhello`);
    await take(recordOf({ virusVerdict: { status: 'FAIL' } }));
    expect([enqueued, counted]).toEqual([[], ['ignored']]);
  });

  test('that cannot be read is kept as where it lies, not as what it says', async () => {
    const nested = Array.from(
      { length: 300 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    );
    const { take, buried } = open(head + nested.join(''));
    await take(recordOf());
    expect(buried).toEqual([
      {
        channel: 'email',
        account: 'main',
        mail: 'email:eu-west-1/seaway-media/mail/o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1#0',
      },
    ]);
  });

  test.each([
    ['the bucket does not answer', 503, {}, Transient],
    ['the bucket does not have it', 404, {}, Permanent],
    ['the queue is away', 200, { enqueue: () => Promise.reject(new Transient('SQS is away')) }, Transient],
  ])('fails where %s, so that Lambda tries again', async (_, status, more, error) => {
    const { take } = open(`${head}\r\nhello`, more, status);
    await expect(take(recordOf())).rejects.toThrow(error);
  });

  test('is not taken where SES speaks in another way than documented', async () => {
    await expect(open(head).take({ ses: {} })).rejects.toThrow(/receipt/);
    const elsewhere = recordOf();
    elsewhere.ses.mail.messageId = '../media/secret';
    await expect(open(head).take(elsewhere)).rejects.toThrow(/messageId/);
  });
});

function open(raw: string, more: Partial<Reception> = {}, status = 200) {
  const enqueued: ThreadEvent[] = [];
  const counted: string[] = [];
  const buried: unknown[] = [];
  const requests: HttpRequest[] = [];
  const accounts = [
    { channel: 'sms', account: 'main' },
    { channel: 'email', account: 'main', address: 'support@seaway.example' },
    { channel: 'email', account: 'sales', address: 'sales@seaway.example' },
  ];
  const reception: Reception = {
    accounts,
    secret: async () => ({ ...emailKit.secret }),
    keys: async () => [],
    enqueue: async (events) => void enqueued.push(...events),
    bury: async (body) => void buried.push(JSON.parse(body)),
    count: (name) => void (name === 'received' || counted.push(name)),
    log: () => {},
    ...more,
  };
  const room = {
    accounts,
    region: 'eu-west-1',
    bucket: 'seaway-media',
    now: Date.now,
    http: async (request: HttpRequest) => {
      requests.push(request);
      return answer(status, raw);
    },
  };
  return { take: (record: unknown) => takeMail(reception, room, record), enqueued, counted, buried, requests };
}
