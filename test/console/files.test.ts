import { expect, test } from 'vitest';
import * as z from 'zod';
import { uploadFor, withLink } from '../../lib/console/files.ts';
import type { Line } from '../../lib/conversation/state.ts';
import type { Content } from '../../lib/message.ts';

const media = {
  link: (key: string, { seconds, name }: { seconds: number; name?: string | undefined }) => `${key} ${seconds} ${name}`,
  upload: (key: string, { mediaType, bytes }: { mediaType: string; bytes: number }) => `${key} ${mediaType} ${bytes}`,
};
const files = { media, rules: { largest: 2_097_152, types: ['image/', 'text/'] }, newId: () => '1' };

const seen = (content: Content, direction: Line['direction'] = 'in') =>
  withLink({ sk: 's', at: 1, by: 'x', status: 'delivered', direction, content }, files).content;
const file = { type: 'media' as const, mediaType: 'application/pdf', name: 'Bill.pdf' };

test('an agent sees a kept file at a link of 15 minutes, and no address at the provider', () => {
  expect(seen({ ...file, url: 'media:media/a/1.pdf' })).toEqual({ ...file, url: 'media/a/1.pdf 900 Bill.pdf' });
  expect(seen({ ...file, url: 'telegram:AwACAgIAAxkB' })).toEqual({ ...file, url: '' });
  expect(seen({ ...file, url: 'https://files.example/?token=secret' })).toEqual({ ...file, url: '' });
  expect(seen({ ...file, url: '', withheld: 'why' })).toEqual({ ...file, url: '', withheld: 'why' });
});

test('an agent sees no file that a visitor has put with us until it was looked into, and those of agents at once', () => {
  const raw = '0d4c9f1e-6b1a-4f0e-9c55-2f1f0a7b8c01.pdf';
  expect(seen({ ...file, url: `media:media/a/${raw}` })).toEqual({ ...file, url: '' });
  expect(seen({ ...file, url: `media:media/sent/${raw}` }, 'out')).toMatchObject({
    url: `media/sent/${raw} 900 Bill.pdf`,
  });
});

test('what a flow sends from elsewhere, and what is no file, stays as it is', () => {
  const sent = { ...file, url: 'https://shop.example/bill.pdf' };
  expect(seen(sent, 'out')).toEqual(sent);
  expect(seen({ type: 'text', text: 'hi' })).toEqual({ type: 'text', text: 'hi' });
});

test('an upload is for a file of this type and size, and said by an address of ours', () => {
  expect(uploadFor({ name: 'a.jpg', mediaType: 'image/jpeg', size: 5 }, files)).toEqual({
    url: 'media:media/sent/1.jpg',
    mediaType: 'image/jpeg',
    upload: { method: 'PUT', url: 'media/sent/1.jpg image/jpeg 5', headers: { 'content-type': 'image/jpeg' } },
  });
});

test.each([
  [{ name: 'a', mediaType: 'application/x-msdownload', size: 5 }, 'application/x-msdownload are not let in'],
  [{ name: 'a', mediaType: 'image/svg+xml', size: 5 }, 'image/svg+xml are not let in'],
  [{ name: 'a', mediaType: 'text/html', size: 5 }, 'text/html are not let in'],
  [{ name: 'a', mediaType: 'image/png', size: 2_097_153 }, 'a file may have 2 MiB at most'],
])('%o is refused with a sentence', (body, sentence) => {
  expect(uploadFor(body, files)).toEqual({ refused: expect.stringContaining(sentence) });
});

test.each([{ name: 'a', mediaType: 'image/png' }, { name: 'a', mediaType: 'image/png', size: -1 }, 'x'])(
  '%o is no such question',
  (body) => {
    expect(() => uploadFor(body, files)).toThrow(z.ZodError);
  },
);
