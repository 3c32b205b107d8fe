import { afterEach, beforeEach, expect, test } from 'vitest';
import { startInstagram } from '../../../../local/providers/instagram/index.ts';
import { openMeta } from './meta.ts';

let meta: Awaited<ReturnType<typeof openMeta>>;
beforeEach(async () => {
  meta = await openMeta('instagram', startInstagram);
});
afterEach(() => meta.close());

test('enters the webhook and subscribes the app to the account', async () => {
  expect(await meta.connect().register()).toHaveLength(2);
  expect(await meta.connect().check()).toEqual([
    { ok: true, sentence: 'The token leads to seaway.' },
    { ok: true, sentence: 'The app is told what happens to the account.' },
    { ok: true, sentence: 'The webhook leads to us.' },
  ]);
});

test('says what is missing before', async () => {
  expect((await meta.connect().check()).map(({ ok }) => ok)).toEqual([true, false, false]);
});

test('a token of Instagram Login is to be renewed, one of a page is not', () => {
  expect(meta.connect().remains().join('\n')).toContain('within 60 days');
  expect(meta.connect({ pageId: '682498302938465' }).remains().join('\n')).not.toContain('within 60 days');
});

test('without an app id the webhook is entered by hand', () => {
  expect(meta.connect({ appId: undefined }).remains()[0]).toContain(`enter the callback URL ${meta.webhook}`);
});
