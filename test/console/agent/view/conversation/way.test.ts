import { describe, expect, test } from 'vitest';
import { addressFor, leftOf, wayOf } from '../../../../../console/agent/view/conversation/composer/way.ts';
import type { Address, Conversation } from '../../../../../lib/console/protocol/conversation.ts';
import { email, noon, whatsapp } from './lines.ts';

const addressOf = (rest: Partial<Address> = {}): Address => ({
  thread: whatsapp,
  channel: 'whatsapp',
  account: 'main',
  sender: '+1',
  lastMessageAt: noon,
  limits: { text: 100, choices: 3 },
  sends: ['text', 'template'],
  signals: [],
  ...rest,
});

const conversationOf = (...addresses: Address[]): Conversation => ({
  thread: whatsapp,
  customer: { id: 'c', name: 'Grace', vip: false },
  addresses,
  lines: [],
});

describe('an answer', () => {
  const window = (until: number) => addressOf({ window: { until, remedy: 'Send a template.' } });

  test('goes out where there is no window, or it is open', () => {
    expect(wayOf(addressOf(), noon)).toEqual({ is: 'open', closesAt: undefined });
    expect(wayOf(window(noon + 3 * 3_600_000), noon)).toEqual({ is: 'open', closesAt: undefined });
  });

  test('is hurried where the window closes soon', () => {
    expect(wayOf(window(noon + 1), noon)).toEqual({ is: 'open', closesAt: noon + 1 });
  });

  test('is a template from the moment on that the window closes', () => {
    expect(wayOf(window(noon), noon)).toEqual({ is: 'window', remedy: 'Send a template.', templates: true });
    expect(wayOf({ ...window(noon), sends: ['text'] }, noon)).toMatchObject({ templates: false });
  });

  test('cannot be sent where the address is closed, whatever its window is', () => {
    expect(wayOf({ ...window(noon), closed: 'A call.' }, noon)).toEqual({ is: 'closed', reason: 'A call.' });
  });
});

describe('the address of an answer', () => {
  const mail = addressOf({ thread: email, channel: 'email' });

  test('is that of the task, unless another is chosen', () => {
    expect(addressFor(conversationOf(mail, addressOf()), undefined)?.thread).toBe(whatsapp);
    expect(addressFor(conversationOf(mail, addressOf()), email)?.thread).toBe(email);
  });

  test('is the newest that is open where those are closed or gone', () => {
    const closed = addressOf({ closed: 'A call.' });
    const newest = addressOf({ thread: 'line:main:u', lastMessageAt: noon + 1 });
    expect(addressFor(conversationOf(closed, mail, newest), 'gone')?.thread).toBe('line:main:u');
  });

  test('is a closed one, which says why, where all are, and none where there is none', () => {
    expect(addressFor(conversationOf(addressOf({ closed: 'A call.' })), undefined)?.closed).toBe('A call.');
    expect(addressFor(conversationOf(), undefined)).toBeUndefined();
  });
});

test('what is left of a message is told only near its end, and beyond it how many it will be', () => {
  expect(leftOf('a'.repeat(79), addressOf())).toBeUndefined();
  expect(leftOf('a'.repeat(80), addressOf())).toEqual({ left: 20, parts: 1 });
  expect(leftOf('a'.repeat(201), addressOf())).toEqual({ left: -101, parts: 3 });
});
