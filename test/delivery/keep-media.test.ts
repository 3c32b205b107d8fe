import { expect, test } from 'vitest';
import { keepMedia, type Settled } from '../../lib/delivery/keep-media.ts';
import type { Attempt, Carrier } from '../../lib/delivery.ts';
import type { Effect } from '../../lib/effect.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import { folderOf } from '../../lib/media/key.ts';
import type { Content, Thread } from '../../lib/message.ts';
import { picture } from '../../local/providers/picture.ts';

const thread = { channel: 'line', account: 'main', sender: 'U1' };
const sk = 'MESSAGE#0000007';
const url = 'line:325708';
const effect: Extract<Effect, { type: 'keep-media' }> = {
  type: 'keep-media',
  id: 'k1',
  thread,
  sk,
  url,
  mediaType: 'image/jpeg',
};

/** A line with a file and what becomes of it; `fetch` is the provider. */
function open(fetch: () => Promise<{ body: Buffer; mediaType?: string }>, content: Content = media(url)) {
  const files = new Map<string, { body: Buffer; mediaType: string }>();
  const settled: { url: string; file: Settled }[] = [];
  const counted: string[] = [];
  const unused = () => Promise.reject(new Error('not used'));
  const carrier: Carrier = {
    http: unused,
    origin: 'https://seaway.example',
    now: () => 7,
    connect: async () => ({
      verify: () => ({ verdict: 'accept' as const }),
      fetch,
      send: unused,
      signal: async () => {},
      signals: [],
    }),
    tasks: unused,
    workflowSid: unused,
    taskChannel: (taskChannel) => taskChannel,
    knownAgent: async () => undefined,
    notify: unused,
    transcript: {
      line: async () => ({ sk, at: 1, direction: 'in', by: 'customer', status: 'delivered', content }),
      sent: unused,
      settleFile: async (_thread: Thread, _sk, before, file) => void settled.push({ url: before, file }),
    },
    media: {
      put: async (key, body, mediaType) => void files.set(key, { body, mediaType }),
      get: async (key) => files.get(key)?.body ?? Promise.reject(new Permanent('the bucket has no such file')),
      link: (key) => key,
    },
    mediaRules: { largest: 10_000, types: ['image/', 'application/pdf'] },
    count: (name, { channel }) => void counted.push(`${name} ${channel}`),
    otherThreads: async () => [],
    wait: async () => 0,
    state: async () => undefined,
    enqueue: unused,
    schedule: unused,
    partCall: unused,
    wakeCall: unused,
  };
  const attempt = { again: false, receives: 1, last: false };
  const run = (about: Partial<Attempt> = {}, what = effect) => keepMedia(carrier, what, { ...attempt, ...about });
  return { run, files, settled, counted };
}

const media = (at: string): Content => ({ type: 'media', url: at, mediaType: 'image/jpeg' });
const key = `${folderOf(thread)}0000007.png`;

test('a file is kept under a key of its line, as what it is', async () => {
  const { run, files, settled, counted } = open(async () => ({ body: picture(), mediaType: 'image/jpeg' }));
  await run();
  expect([...files]).toEqual([[key, { body: picture(), mediaType: 'image/png' }]]);
  expect(settled).toEqual([{ url, file: { url: `media:${key}`, mediaType: 'image/png' } }]);
  expect(counted).toEqual([]);
});

test.each([
  ['was kept before', media(`media:${key}`)],
  ['was kept out before', { ...media(''), withheld: 'why' }],
  ['has been replaced by an edit', media('line:325709')],
  ['has been deleted', { type: 'text' as const, text: '' }],
])('a file that %s is not even fetched', async (_, content) => {
  const { run, settled } = open(() => Promise.reject(new Error('it was fetched')), content);
  await run({ again: true });
  expect(settled).toEqual([]);
});

test('what is not what it says is kept out, with a sentence, and counted', async () => {
  const { run, files, settled, counted } = open(async () => ({ body: Buffer.from(`MZ${'\0'.repeat(200)}`) }));
  await run();
  expect(files.size).toBe(0);
  const withheld = 'The file is kept out: files of the type application/x-msdownload are not let in.';
  expect(settled).toEqual([{ url, file: { url: '', withheld } }]);
  expect(counted).toEqual(['media_withheld line']);
});

test('what the provider has no more is kept out at once', async () => {
  const { run, settled } = open(() => Promise.reject(new Permanent('LINE does not have the file any more')));
  await run();
  expect(settled).toMatchObject([
    { file: { withheld: 'The file is kept out: LINE does not have the file any more.' } },
  ]);
});

test('what cannot be had now is tried again, until the last try', async () => {
  const { run, settled } = open(() => Promise.reject(new Transient('no answer from api-data.line.me')));
  await expect(run()).rejects.toThrow(Transient);
  expect(settled).toEqual([]);
  await run({ receives: 30, last: true });
  expect(settled).toMatchObject([{ file: { withheld: 'The file is kept out: no answer from api-data.line.me.' } }]);
});

test('where the message says nothing of the type, what comes with the file counts as said', async () => {
  const { run, settled } = open(async () => ({ body: picture(), mediaType: 'audio/mp4' }));
  await run({}, { ...effect, mediaType: 'application/octet-stream' });
  expect(settled).toMatchObject([{ file: { withheld: expect.stringContaining('said to be audio/mp4') } }]);
});

test('what a customer uploaded to us is looked into as well, and nobody gets at the files of others', async () => {
  const unused = () => Promise.reject(new Error('not used'));
  const uploaded = `media:${folderOf(thread)}up-1.png`;
  const theirs = open(unused, media(uploaded));
  theirs.files.set(uploaded.slice(6), { body: picture(), mediaType: 'image/png' });
  await theirs.run({}, { ...effect, url: uploaded });
  expect(theirs.settled).toMatchObject([{ file: { url: `media:${key}` } }]);

  const foreign = `media:${folderOf({ ...thread, sender: 'U2' })}0000001.png`;
  const thief = open(unused, media(foreign));
  thief.files.set(foreign.slice(6), { body: picture(), mediaType: 'image/png' });
  await thief.run({}, { ...effect, url: foreign });
  expect(thief.settled).toMatchObject([
    { file: { withheld: 'The file is kept out: it is not of this conversation.' } },
  ]);
});
