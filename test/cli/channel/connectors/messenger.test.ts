import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMessenger } from '../../../../local/providers/messenger/index.ts';
import { openMeta } from './meta.ts';

let meta: Awaited<ReturnType<typeof openMeta>>;
beforeEach(async () => {
  meta = await openMeta('messenger', startMessenger);
});
afterEach(() => meta.close());

test('enters the webhook, which Meta tries out, and subscribes the app to the page', async () => {
  expect(await meta.connect().register()).toEqual([
    `Meta sends what happens to ${meta.webhook}; it tried the address out and was answered.`,
    'The app is told what happens to the page.',
  ]);
  const findings = await meta.connect().check();
  expect(findings).toMatchObject(Array(4).fill({ ok: true }));
  expect(findings.map(({ sentence }) => sentence)).toEqual([
    'The token leads to the page Seaway.',
    'The app is told what happens to the account.',
    'The access token is good and does not expire.',
    'The webhook leads to us.',
  ]);
});

test('says what is missing before', async () => {
  const findings = await meta.connect().check();
  expect(findings.map(({ ok }) => ok)).toEqual([true, false, true, false]);
  expect(findings.map(({ sentence }) => sentence).join('\n')).toMatch(
    /not told what happens.*connect again[\s\S]*leads nowhere instead of.*connect again/,
  );
});

test('says where the webhook leads if not to us', async () => {
  await meta.connect().register();
  expect((await meta.connect().check('https://other.example/hook')).at(-1)).toEqual({
    ok: false,
    sentence: `Meta's webhook leads to ${meta.webhook} instead of https://other.example/hook: run seaway channel connect again.`,
  });
});

test('says that Meta did not get its answer where the verify token is another', async () => {
  await expect(meta.connect({ verifyToken: 'another' }).register()).rejects.toThrow('did not answer the handshake');
});

test('without an app id the webhook is entered by hand', async () => {
  const connected = meta.connect({ appId: undefined });
  expect(await connected.register()).toEqual(['The app is told what happens to the page.']);
  expect(await connected.check()).toHaveLength(2);
  expect(connected.remains()[0]).toContain(`enter the callback URL ${meta.webhook} and the verify token`);
});

test('a wrong token is said once for each question, with what to do', async () => {
  const findings = await meta.connect({ accessToken: 'wrong' }).check();
  expect(findings.map(({ ok }) => ok)).toContain(false);
  expect(findings[0]?.sentence).toBe(
    'Meta refused the page with 401: 190: the access token has expired or is not valid. Make a new access token and connect the account again.',
  );
});

test('makes a verify token where none is given', () => {
  expect(meta.connect({ verifyToken: undefined }).settings).toHaveProperty(
    'verifyToken',
    expect.stringMatching(/^.{36}$/),
  );
  expect(() => meta.connect({ pageId: 'seaway' })).toThrow('pageId');
});
