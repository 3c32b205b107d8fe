import { expect, test } from 'vitest';
import { email } from '../../../lib/channels/email/index.ts';
import { isOriginalMark } from '../../../lib/channels/email/quotes.ts';
import { signedMail } from '../../../lib/channels/email/receipt.ts';
import { Permanent } from '../../../lib/errors.ts';

const receipt = {
  messageId: 'm',
  at: 1,
  recipients: ['support@seaway.example'],
  verdicts: { dmarc: 'PASS' },
  stored: { region: 'eu-west-1', bucket: 'mails', key: 'mail/1' },
};

async function read(...lines: string[]) {
  const body = Buffer.from(lines.join('\r\n'));
  const headers = signedMail(body, receipt, 'k'.repeat(32), 0);
  return email.receive({ method: 'POST', url: '', query: {}, headers, body }, 'main');
}

const from = 'From: ada@example.com';
const html = 'Content-Type: text/html; charset=utf-8';
const size = 600_000;
const many = (text: string) => text.repeat(size / text.length);
const part = ['--b', 'Content-Type: image/png', 'Content-ID: <c@x>', '', 'x'].join('\r\n');
const related = ['Content-Type: multipart/related; boundary=b', '', '--b', html, '', '<blockquote type=cite>'];

/** Anybody can write a mail; each of these took minutes. */
test.each<[string, string[]]>([
  ['a loop header of plus signs', [from, `X-Loop: ${many('+')}`, '', 'hi']],
  ['an author without end', [`From: ${many('a')} <ada@example.com>`, '', 'hi']],
  ['an author in quotes without end', [`From: "${many('\\"')}`, 'From: ada@example.com', '', 'hi']],
  ['lines that are nearly an original mark', [from, '', many(`${'-'.repeat(270)} original x\r\n`)]],
  ['quotes that never end their tag', [from, html, '', many('<blockquote ')]],
  ['many pictures and a long page', [from, ...related, many('y'), many(`${part}\r\n`), '--b--']],
])('%s is read in time', async (_, lines) => {
  const started = performance.now();
  await read(...lines);
  expect(performance.now() - started).toBeLessThan(3_000);
});

test('a mail of more lines than memory has room for is refused, with the reason', async () => {
  const lines = '\n'.repeat(700_001);
  await expect(read(from, '', lines)).rejects.toThrow(Permanent);
  await expect(read(from, '', lines)).rejects.toThrow('over 700000 lines');
});

test('an author whose header is too long to be looked through is not proved', async () => {
  const { events } = await read(`From: "${'a'.repeat(5_000)}" <ada@example.com>`, '', 'hi');
  expect(events).toMatchObject([{ thread: { sender: 'ada@example.com' } }]);
  expect(events[0]?.proves).toBeUndefined();
});

test.each(['-----Original Message-----', '  ---- Ursprüngliche Nachricht ----  ', '__ Original Message __'])(
  '%s is an original mark',
  (line) => {
    expect(isOriginalMark(line)).toBe(true);
  },
);

test.each(['Original Message', '-Original Message-', '---- Original Message', '----', '---- hello ----'])(
  '%s is none',
  (line) => {
    expect(isOriginalMark(line)).toBe(false);
  },
);
