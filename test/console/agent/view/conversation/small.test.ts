import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../../../console/agent/view/conversation/address-title.ts';
import { emojiFor } from '../../../../../console/agent/view/conversation/composer/emoji.ts';
import { sizeOf } from '../../../../../console/agent/view/conversation/composer/size.ts';
import { templateOf } from '../../../../../console/agent/view/conversation/composer/template.ts';
import { candidatesOf } from '../../../../../console/agent/view/conversation/whom.ts';
import { addressOf } from '../../stage/lines.ts';

describe('whom one can ask', () => {
  const worker = (name: string, fullName: string, available: boolean) => ({
    sid: `WK${name}`,
    name,
    fullName,
    activity: available ? 'Available' : 'Break',
    available,
  });
  const colleagues = {
    workers: [worker('ana', 'Ana Torres', true), worker('zoe', 'Zoe Lind', true), worker('ben', 'Ben Keller', false)],
    queues: [{ name: 'Front desk', available: 2, waiting: 1 }],
  };
  const names = (filter: string) => candidatesOf(colleagues, 'ana', filter).map(({ name }) => name);

  test('is not oneself; those who are free come first and queues last', () => {
    expect(names('')).toEqual(['Zoe Lind', 'Ben Keller', 'Front desk']);
  });

  test('is found by parts of the name', () => {
    expect([names('kel b'), names('desk'), names('nobody')]).toEqual([['Ben Keller'], ['Front desk'], []]);
  });
});

describe('an emoji', () => {
  test('is found by its words, in its group', () => {
    expect(emojiFor('truck')).toEqual([{ title: 'Things', emoji: ['🚚'] }]);
    expect(emojiFor('nothing like it')).toEqual([]);
  });

  test('is there once', () => {
    const all = emojiFor('').flatMap(({ emoji }) => emoji);
    expect(new Set(all).size).toBe(all.length);
  });
});

test('a template’s variables are numbered where they have no name, and left out where they have no value', () => {
  const variables = [
    { name: '', value: ' Grace ' },
    { name: 'order', value: '4711' },
    { name: 'gone', value: '' },
    { name: '', value: 'four' },
  ];
  expect(templateOf(' shipped ', variables)).toEqual({
    type: 'template',
    id: 'shipped',
    variables: { 1: 'Grace', order: '4711', 4: 'four' },
  });
});

test('a size is short', () => {
  expect([0, 999, 1_000, 1_234_567].map((bytes) => sizeOf(bytes))).toEqual(['0 byte', '999 byte', '1 kB', '1.2 MB']);
});

test('an address is called by its channel, and by the customer’s address where there are two of them', () => {
  const [one, two, mail] = ['whatsapp:main:%2B1', 'whatsapp-cloud:main:%2B2', 'email:a:b%40c'].map((key) =>
    addressOf(key, 0),
  );
  const addresses = [one, two, mail].flatMap((address) => address ?? []);
  expect(addresses.map(({ thread }) => titleOf(thread, addresses))).toEqual([
    'WhatsApp · +1',
    'WhatsApp · +2',
    'E-mail',
  ]);
});
