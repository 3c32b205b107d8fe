import { expect, test } from 'vitest';
import type { Connection } from '../lib/channels/channel.ts';
import type { Line } from '../lib/conversation/state.ts';
import { type Pushes, pushing } from '../lib/live.ts';
import type { OutboundMessage, Signal } from '../lib/message.ts';

const thread = { channel: 'webchat', account: 'main', sender: 's' };
const line: Line = {
  sk: 'MESSAGE#0000012',
  at: 5,
  direction: 'out',
  by: 'Mei',
  content: { type: 'text', text: 'Hello' },
  status: 'queued',
  id: 'm',
};
const message: OutboundMessage = {
  id: 'm',
  thread,
  content: { type: 'media', url: 'https://bucket.example/1.png', mediaType: 'image/png' },
  callback: 'https://seaway.example/webhooks/webchat/main?message=MESSAGE%230000012',
};
const http = () => Promise.reject(new Error('not used'));

function open(live: boolean, gone?: string[]) {
  const sent: (OutboundMessage | Signal)[] = [];
  const forgotten: string[] = [];
  const pushes: Pushes = {
    endpoint: 'https://x.execute-api.eu-central-1.amazonaws.com/live',
    connections: {
      listening: async ([audience = '']) => ['one', 'two'].map((id) => ({ audience, id })),
      forget: async (_, ids) => void forgotten.push(...ids),
    },
    line: async (_, sk) => (sk === line.sk ? line : undefined),
    forBrowsers: (url) => url.replace('https://bucket.example', 'http://127.0.0.1:9'),
  };
  const connection: Connection = {
    live,
    verify: () => ({ verdict: 'accept' }),
    fetch: () => Promise.reject(new Error('not used')),
    signals: ['typing'],
    send: async (outbound) => {
      sent.push(outbound);
      return { providerId: 'm', ...(gone && { gone }) };
    },
    signal: async (signal) => void sent.push(signal),
  };
  return { connection: pushing(pushes, connection), sent, forgotten };
}

const live = { endpoint: 'https://x.execute-api.eu-central-1.amazonaws.com/live', connections: ['one', 'two'] };

test('a message of a live channel learns where its thread is shown, and as what', async () => {
  const { connection, sent, forgotten } = open(true);
  expect(await connection.send(message, http)).toEqual({ providerId: 'm' });
  expect(sent).toEqual([
    {
      ...message,
      content: { type: 'media', url: 'http://127.0.0.1:9/1.png', mediaType: 'image/png' },
      live: { ...live, shown: { line: 12, at: 5, by: 'Mei' } },
    },
  ]);
  expect(forgotten).toEqual([]);
});

test('connections that turn out to be gone are forgotten', async () => {
  const { connection, forgotten } = open(true, ['two']);
  expect(await connection.send(message, http)).toEqual({ providerId: 'm' });
  expect(forgotten).toEqual(['two']);
});

test('a signal learns it too', async () => {
  const { connection, sent } = open(true);
  await connection.signal({ type: 'typing', thread }, http);
  expect(sent).toEqual([{ type: 'typing', thread, live }]);
});

test('a channel with a provider is left as it is', async () => {
  const { connection, sent } = open(false);
  await connection.send(message, http);
  expect(sent).toEqual([message]);
});
