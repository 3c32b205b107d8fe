import { expect, test } from 'vitest';
import { download } from '../../../lib/channels/shared/download.ts';
import { Permanent } from '../../../lib/errors.ts';
import { answer, answering } from '../kit.ts';

const from = { url: 'https://files.example/1', headers: { authorization: 'Bearer token' } };

test('a redirect is followed once, without the token', async () => {
  const { http, calls } = answering([
    answer(302, '', { location: 'https://cdn.example/signed' }),
    answer(200, 'bytes', { 'content-type': 'image/png' }),
  ]);
  expect(await download('Acme', from, http)).toEqual({ body: Buffer.from('bytes'), mediaType: 'image/png' });
  expect(calls.map(({ url, headers }) => [url, headers])).toEqual([
    [from.url, from.headers],
    ['https://cdn.example/signed', {}],
  ]);
});

test.each(['http://127.0.0.1:9001/2018-06-01/runtime/invocation/next', 'file:///etc/passwd'])(
  'a redirect to %s is not followed',
  async (location) => {
    const { http, calls } = answering([answer(302, '', { location })]);
    await expect(download('Acme', from, http)).rejects.toThrow(Permanent);
    expect(calls).toHaveLength(1);
  },
);

test.each([
  [404, 'Permanent', 'Acme does not have the file any more'],
  [410, 'Permanent', 'Acme does not have the file any more'],
  [202, 'Transient', 'Acme does not have the file ready yet'],
  [503, 'Transient', 'the file cannot be fetched'],
  [403, 'Permanent', 'the file cannot be fetched'],
])('%i is %s', async (status, name, sentence) => {
  const { http } = answering([answer(status, '')]);
  await expect(download('Acme', from, http)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(sentence),
  });
});

test('what is larger than 25 MiB is refused for good', async () => {
  const http = () => Promise.reject(new Permanent('the answer of files.example is larger than 26214400 bytes'));
  await expect(download('Acme', from, http)).rejects.toThrow('the file is larger than 25 MiB');
});
