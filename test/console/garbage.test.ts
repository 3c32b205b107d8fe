import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTable } from '../conversation/harness.ts';
import { openCentre } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.close());

type Given = (thread: string) => { query?: Record<string, string>; body?: unknown };

/** Asks as an agent who has somebody in hand, and lets everything that comes of it be worked on: throws where that fails. */
async function open() {
  const centre = await openCentre(local.table);
  const thread = await centre.served(centre.ana);
  return async (method: string, path: string, given: Given): Promise<number> => {
    const { status } = await centre.ana(method, path, given(thread));
    await centre.settle();
    return status;
  };
}

const ask = async (method: string, path: string, given: Given) => (await open())(method, path, given);

const half = '\ud83d';
const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
const sayable: [string, object][] = [
  ['a text of 500 KB', { text: 'x'.repeat(500_000) }],
  ['half a character', { text: half }],
  ['an id with half a character', { id: half, text: 'a' }],
  [
    '20,000 choices',
    { content: { type: 'choices', text: 'a', options: Array(20_000).fill({ id: '1', text: 'one' }) } },
  ],
  ['a place off the world', { content: { type: 'location', latitude: 1e300, longitude: 0 } }],
  ['a place too small', { content: { type: 'location', latitude: 1e-200, longitude: 0 } }],
  ['a template with half a character', { content: { type: 'template', id: 'a', variables: { a: half } } }],
  ['a template with half a name', { content: { type: 'template', id: 'a', variables: { [half]: 'a' } } }],
  ['no address', { content: { type: 'media', url: 'https://', mediaType: 'image/png' } }],
  ['an address out of its folder', { content: { type: 'media', url: 'media:media/../a', mediaType: 'image/png' } }],
  ['a thread of 5,000 characters', { task: `line:main:${'x'.repeat(5_000)}`, text: 'a' }],
];

test.each(sayable)('a message with %s is 400', async (_, said) => {
  expect(await ask('POST', 'messages', (one) => ({ body: { id: 'm', task: one, thread: one, ...said } }))).toBe(400);
});

test.each<[string, unknown]>([
  ['more levels than the table takes', deep(40)],
  ['a number that the table does not take', 1e200],
  ['another', 1e-200],
  ['half a character', half],
  ['half a character in a name', { [half]: 1 }],
])('an attribute with %s is 400', async (_, value) => {
  expect(await ask('PUT', 'customer', (one) => ({ query: { thread: one }, body: { attributes: { a: value } } }))).toBe(
    400,
  );
});

test.each<[string, string, object]>([
  ['deeds', 'half a character', { deed: { type: 'note', text: half } }],
  ['deeds', 'half a character in the id', { id: half, deed: { type: 'wrap' } }],
  ['signals', 'a long message id', { signal: 'read', messageId: 'x'.repeat(2_000) }],
  ['signals', 'half a character in the id', { signal: 'typing', id: half }],
  ['proofs', 'half a character', { proof: `email:${half}@example.com` }],
  ['proofs', 'a long address', { proof: `email:${'x'.repeat(3_000)}@example.com` }],
  ['presence', '100 KB', { activity: 'x'.repeat(100_000) }],
  ['uploads', 'half a character', { name: 'a', mediaType: `image/${half}`, size: 1 }],
  ['uploads', 'a header of its own', { name: 'a', mediaType: 'image/png\r\nx-amz-acl: public-read', size: 1 }],
  ['uploads', 'a drawing in capitals', { name: 'a', mediaType: 'image/SVG+xml', size: 1 }],
])('%s with %s is 400', async (path, _, more) => {
  expect(await ask('POST', path, (one) => ({ body: { id: 'i', thread: one, ...more } }))).toBe(400);
});

test('a body of 100,000 levels is 400', async () => {
  const ask = await open();
  const content = deep(100_000);
  expect(await ask('POST', 'messages', (one) => ({ body: { id: 'm', task: one, thread: one, content } }))).toBe(400);
  expect(await ask('POST', 'deeds', (one) => ({ body: { id: 'm', thread: one, deed: content } }))).toBe(400);
  const body = { attributes: { a: content } };
  expect(await ask('PUT', 'customer', (one) => ({ query: { thread: one }, body }))).toBe(400);
});

test('a question with a key that the table does not take, or with half a character, is 400', async () => {
  const ask = await open();
  const long = `line:main:${'x'.repeat(5_000)}`;
  expect(await ask('GET', 'conversation', () => ({ query: { thread: long } }))).toBe(400);
  expect(await ask('GET', 'customer', () => ({ query: { thread: long } }))).toBe(400);
  expect(await ask('GET', 'search', () => ({ query: { q: `${half}@example.com` } }))).toBe(400);
});

test('whatever is asked is answered, and what was taken can be worked on', async () => {
  const paths = ['messages', 'deeds', 'signals', 'proofs', 'uploads', 'presence', 'calls', 'reservations/a'];
  const value = fc.jsonValue({ maxDepth: 3 });
  const given = fc.dictionary(
    fc.constantFrom('id', 'text', 'content', 'deed', 'signal', 'proof', 'answer', 'act'),
    value,
  );
  const ask = await open();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), given, async (path, more) => {
      const status = await ask('POST', path, (one) => ({ body: { id: 'i', thread: one, task: one, ...more } }));
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
});

test('a customer takes no more attributes than an item holds, and fewer always', async () => {
  const ask = await open();
  const put = (attributes: object) =>
    ask('PUT', 'customer', (one) => ({ query: { thread: one }, body: { attributes } }));
  const many = (from: number, value: unknown) =>
    Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`a${from + index}`, value]));
  for (let from = 0; from < 200; from += 20) expect(await put(many(from, '1'))).toBe(200);
  expect(await put({ more: '1' })).toBe(409);
  expect(await put({ a0: '2' })).toBe(200);
  for (let from = 0; from < 200; from += 20) expect(await put(many(from, null))).toBe(200);
  const long = 'x'.repeat(1_900);
  expect(await put(many(0, long))).toBe(200);
  expect(await put(many(20, long))).toBe(409);
});
