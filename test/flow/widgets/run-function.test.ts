import { expect, test } from 'vitest';
import { define, play, publish, say, widget } from '../build.ts';

const ask = widget(
  'it',
  'run-function',
  { url: 'https://a.example/f', parameters: [{ key: 'text', value: '{{trigger.message.Body}}' }] },
  { success: 'ok', fail: 'bad' },
);
const outputs = '{{widgets.it.status_code}}|{{widgets.it.body}}|{{widgets.it.parsed}}';
const flow = publish(define(ask, say('ok', `ok ${outputs}`, { sent: 'it' }), say('bad', `bad ${outputs}`)));

test('posts its parameters as a form, with a key that stays the same', () => {
  expect(play(flow).call).toEqual({
    type: 'call',
    key: 'FN1.2',
    method: 'POST',
    url: 'https://a.example/f',
    headers: { 'idempotency-key': 'FN1.2', 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: 'text=hello',
  });
});

test.each([
  [200, 'ok 200|{}|{}'],
  [307, 'ok 307|{}|{}'],
  [400, 'bad 400|{}|{}'],
  [500, 'bad 500|{}|{}'],
])('a status of %j', (status, text) => {
  const customer = play(flow);
  customer.answered({}, status);
  expect(customer.texts).toEqual([text]);
});

test('leaves by fail when there is no answer', () => {
  const customer = play(flow);
  customer.called({ failure: 'no such host' });
  expect(customer.texts).toEqual(['bad ||']);
});

test('merges the parsed objects of its runs, and keeps them when an answer is not JSON', () => {
  const customer = play(flow);
  customer.answered({ a: 1, b: 1 });
  customer.answered({ b: 2 });
  expect(customer.texts).toEqual(['ok 200|{"b":2}|{"a":1,"b":2}']);
  customer.called({ status: 200, contentType: 'text/plain', body: 'done' });
  expect(customer.texts).toEqual(['ok 200|done|{"a":1,"b":2}']);
});

test('takes no address but http and https', () => {
  const odd = define(widget('it', 'run-function', { url: 'ftp://a.example' }, { fail: 'bad' }), say('bad', 'failed'));
  expect(play(publish(odd)).texts).toEqual(['failed']);
});
