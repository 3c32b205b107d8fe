import { expect, test } from 'vitest';
import { openMedia } from '../../lib/aws/media.ts';
import { Permanent } from '../../lib/errors.ts';

const media = openMedia({
  bucket: 'files',
  region: 'eu-west-1',
  http: () => Promise.reject(new Error('nobody expected a call')),
  credentials: () => ({ accessKeyId: 'id', secretAccessKey: 'secret' }),
  now: () => 0,
});
const file = { mediaType: 'image/png', bytes: 1, seconds: 1 };

test('a link and an upload are of the file of this key', () => {
  expect(media.link('media/a/1.png', { seconds: 1 })).toMatch(
    /^https:\/\/files\.s3\.eu-west-1\.amazonaws\.com\/media\/a\/1\.png\?/,
  );
  expect(media.upload('media/a/1.png', file)).toMatch(
    /^https:\/\/files\.s3\.eu-west-1\.amazonaws\.com\/media\/a\/1\.png\?/,
  );
});

// An address would lose the dots, and lead to the file of somebody else.
test.each(['media/a/../b/1.png', 'media/a/./1.png', 'media/..', '../media/1.png'])(
  '%s is the key of no file',
  async (key) => {
    expect(() => media.link(key, { seconds: 1 })).toThrow(Permanent);
    expect(() => media.upload(key, file)).toThrow(Permanent);
    await expect(media.get(key)).rejects.toThrow(Permanent);
    await expect(media.put(key, Buffer.of(1), 'image/png')).rejects.toThrow(Permanent);
  },
);
