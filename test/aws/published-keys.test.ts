import { expect, test } from 'vitest';
import { openPublishedKeys } from '../../lib/aws/published-keys.ts';
import { Transient } from '../../lib/errors.ts';
import type { HttpResponse } from '../../lib/http.ts';
import { answer } from '../channels/kit.ts';

const address = 'https://login.example/keys';
const keySet = (kid: string) => answer(200, { keys: [{ kid, kty: 'RSA' }] });

function open(...answers: HttpResponse[]) {
  let [now, asked] = [0, 0];
  const http = async () => {
    asked += 1;
    return answers.shift() ?? answer(503, '');
  };
  const keys = openPublishedKeys(http, () => now);
  return {
    kids: async (afresh = false) => (await keys(address, afresh)).map(({ kid }) => kid),
    wait: (minutes: number) => {
      now += minutes * 60_000;
    },
    asked: () => asked,
  };
}

test('keys are read once an hour', async () => {
  const { kids, wait, asked } = open(keySet('a'), keySet('b'));
  expect([await kids(), await kids()]).toEqual([['a'], ['a']]);
  wait(61);
  expect(await kids()).toEqual(['b']);
  expect(asked()).toBe(2);
});

test('where none of them fits they are read again, but not more than once a minute', async () => {
  const { kids, wait, asked } = open(keySet('a'), keySet('b'));
  await kids();
  expect(await kids(true)).toEqual(['a']);
  wait(1);
  expect(await kids(true)).toEqual(['b']);
  expect(await kids(true)).toEqual(['b']);
  expect(asked()).toBe(2);
});

test('those known are good while no others can be had', async () => {
  const { kids, wait } = open(keySet('a'), answer(503, ''), answer(200, '{}'));
  await kids();
  wait(61);
  expect(await kids()).toEqual(['a']);
  wait(61);
  expect(await kids()).toEqual(['a']);
});

test('without any, the webhook is to come again', async () => {
  await expect(open().kids()).rejects.toThrow(Transient);
});

test.each(['<html>', '{"keys":"none"}', ''])(
  'what is no list of keys, such as %o, is tried again later',
  async (body) => {
    await expect(open(answer(200, body)).kids()).rejects.toThrow(Transient);
  },
);
