import { expect, test } from 'vitest';
import { isInside } from '../lib/inside.ts';

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://017700000001/',
  'http://127.0.0.1./',
  'http://0.0.0.0/',
  'https://10.1.2.3/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/',
  'https://100.127.255.255/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'http://LOCALHOST:9001/',
  'http://a.localhost./',
  'http://metadata.google.internal./',
  'https://user:word@127.0.0.1/',
  'http://127.0.0.1#.example.com/',
])('%s leads inside', (url) => {
  expect(isInside(url)).toBe(true);
});

test.each([
  'https://example.com/',
  'https://100.63.0.1/',
  'https://100.128.0.1/',
  'https://172.15.0.1/',
  'https://172.32.0.1/',
  'https://11.0.0.1/',
  'https://localhost.example.com/',
  'https://internal.example.com/',
  'https://example.com/?127.0.0.1',
])('%s does not', (url) => {
  expect(isInside(url)).toBe(false);
});
