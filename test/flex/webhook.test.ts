import { describe, expect, test } from 'vitest';
import { identityOf } from '../../lib/flex/flex.ts';
import { markJson } from '../../lib/flex/mark.ts';
import { isListener, listenerOf, readAgentMessage } from '../../lib/flex/webhook.ts';

const thread = { channel: 'telegram', account: 'main', sender: 'ä:1&b=2' };
const url = listenerOf('https://seaway.example', thread, 'c0ffee');
const form = {
  EventType: 'onMessageAdded',
  MessageSid: 'IM1',
  Author: 'ana_40shop_2Eexample',
  Source: 'SDK',
  Body: 'Hello',
  Attributes: '{}',
  DateCreated: '2026-11-23T04:00:00.000Z',
  ChatServiceSid: 'IS1',
};
const read = (change: Record<string, string> = {}, address = url) =>
  readAgentMessage({ url: address, body: Buffer.from(new URLSearchParams({ ...form, ...change }).toString()) }, 7);

test('an agent’s message is of the thread and the hand-off that its address names, under the worker’s name', () => {
  expect(read()).toEqual([
    {
      type: 'agent-said',
      id: 'IM1',
      thread,
      at: Date.UTC(2026, 10, 23, 4),
      worker: { sid: 'ana_40shop_2Eexample', name: 'ana@shop.example' },
      taskSid: '',
      inFlex: 'c0ffee',
      content: { type: 'text', text: 'Hello' },
    },
  ]);
});

test('the address needs no escapes, and is known again', () => {
  expect(url).toMatch(/^https:\/\/seaway\.example\/flex\/messages\?thread=[\w-]+&task=c0ffee$/);
  expect(isListener(url)).toBe(true);
  expect(isListener('https://seaway.example/taskrouter/events')).toBe(false);
});

test('each file is an event, the text being the first one’s caption', () => {
  const files = ['a', 'b'].map((digit) => ({
    Sid: `ME${digit.repeat(32)}`,
    ContentType: 'image/png',
    Filename: `${digit}.png`,
  }));
  const said = read({ Media: JSON.stringify(files) });
  expect(said.map(({ id }) => id)).toEqual(['IM1', 'IM1/1']);
  expect(said.map(({ content }) => content)).toEqual([
    { type: 'media', url: `flex:IS1/ME${'a'.repeat(32)}`, mediaType: 'image/png', name: 'a.png', caption: 'Hello' },
    { type: 'media', url: `flex:IS1/ME${'b'.repeat(32)}`, mediaType: 'image/png', name: 'b.png' },
  ]);
});

describe('nothing is', () => {
  test.each([
    ['what came by the API', { Source: 'API' }],
    ['a message with our mark', { Attributes: markJson({ seaway: 'x' }) }],
    ['what the customer is said to have said', { Author: identityOf(thread) }],
    ['another event', { EventType: 'onMessageUpdated' }],
    ['a message without words or files', { Body: '' }],
  ])('%s', (_, change) => {
    expect(read(change)).toEqual([]);
  });

  test.each([
    '',
    '?thread=%00&task=c0ffee',
    '?thread=bGluZQ&task=c0ffee',
    url.slice(url.indexOf('?'), url.indexOf('&')),
  ])('a message at an address that we did not give (%s)', (query) => {
    expect(read({}, `https://seaway.example/flex/messages${query}`)).toEqual([]);
  });
});

test('a name that is no escaped one stays as it is', () => {
  expect(read({ Author: '100%_F' })[0]?.worker.name).toBe('100%_F');
  expect(read({ Author: 'x_FF' })[0]?.worker.name).toBe('x_FF');
});
