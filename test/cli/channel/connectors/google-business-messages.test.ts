import { expect, test } from 'vitest';
import { googleBusinessMessages } from '../../../../cli/channel/connectors/google-business-messages.ts';
import { googleBusinessMessagesKit } from '../../../channels/google-business-messages.kit.ts';

const http = () => Promise.reject(new Error('there is nothing to call any more'));

test('says that the service has ended, and calls nobody', async () => {
  const account = googleBusinessMessages.with(googleBusinessMessagesKit.secret);
  expect(await account.register('https://example.com/', http)).toEqual([]);
  const [finding] = await account.check('https://example.com/', http);
  expect(finding).toMatchObject({ ok: false, sentence: expect.stringContaining('31 July 2024') });
  expect(account.remains('https://example.com/')).toEqual([finding?.sentence]);
});
