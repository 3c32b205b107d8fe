import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWhatsappCloud } from '../../../../local/providers/whatsapp-cloud/index.ts';
import { openMeta } from './meta.ts';

let meta: Awaited<ReturnType<typeof openMeta>>;
beforeEach(async () => {
  meta = await openMeta('whatsapp-cloud', startWhatsappCloud);
});
afterEach(() => meta.close());

test('gives the number a webhook of its own, which Meta tries out', async () => {
  expect(await meta.connect().register()).toHaveLength(3);
  expect(await meta.connect().check()).toEqual([
    { ok: true, sentence: 'The token leads to +1 555-078-3881 (Seaway), whose quality is GREEN.' },
    { ok: true, sentence: "The number's webhook leads to us." },
    { ok: true, sentence: 'The app is told what happens to the account.' },
    { ok: true, sentence: 'The access token is good and does not expire.' },
  ]);
});

test('says what is missing before', async () => {
  const findings = await meta.connect().check();
  expect(findings.map(({ ok }) => ok)).toEqual([true, false, false, true]);
  expect(findings[1]?.sentence).toBe(
    `The number's webhook leads to https://elsewhere.example/ instead of ${meta.webhook}: run seaway channel connect again.`,
  );
});

test('does without an app id, but for the fields that a person subscribes to', async () => {
  const connected = meta.connect({ appId: undefined });
  expect(await connected.register()).toHaveLength(2);
  expect((await connected.check()).every(({ ok }) => ok)).toBe(true);
  expect(connected.remains()[0]).toContain('subscribe to messages and smb_message_echoes');
});

test('says that Meta did not get its answer where the verify token is another', async () => {
  await expect(meta.connect({ verifyToken: 'another' }).register()).rejects.toThrow('did not answer the handshake');
});

test('a wrong token is said, with what to do', async () => {
  const [number] = await meta.connect({ accessToken: 'wrong' }).check();
  expect(number).toEqual({
    ok: false,
    sentence:
      'Meta refused the number with 401: 190: the access token has expired or is not valid. Make a new access token and connect the account again.',
  });
});
