import { describe, expect, test } from 'vitest';
import { define, play, publish, say, widget } from '../build.ts';

const outputs = '{{widgets.it.status_code}}|{{widgets.it.content_type}}|{{widgets.it.body}}|{{widgets.it.parsed}}';
const flow = (properties: Record<string, unknown>) =>
  publish(
    define(
      widget('it', 'make-http-request', properties, { success: 'ok', failed: 'bad' }),
      say('ok', `ok ${outputs}`),
      say('bad', `bad ${outputs}`),
    ),
  );
const callOf = (properties: Record<string, unknown>) => play(flow({ url: 'https://a.example/x', ...properties })).call;
const parameters = [
  { key: 'q', value: '{{trigger.message.Body}} & you' },
  { key: 'n', value: 1 },
];

describe('the call', () => {
  test('GET puts the parameters into the query', () => {
    expect(callOf({ url: 'https://a.example/x?a=1', parameters })).toEqual({
      type: 'call',
      key: 'FN1.2',
      method: 'GET',
      url: 'https://a.example/x?a=1&q=hello+%26+you&n=1',
      headers: { 'idempotency-key': 'FN1.2' },
    });
  });

  test('POST makes a form of them', () => {
    expect(callOf({ method: 'POST', parameters })).toMatchObject({
      url: 'https://a.example/x',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: 'q=hello+%26+you&n=1',
    });
  });

  test('POST with a body sends that, and the parameters in the query', () => {
    const body = '{"text": {{trigger.message.Body | to_json}}}';
    expect(callOf({ method: 'POST', content_type: 'application/json;charset=utf-8', body, parameters })).toMatchObject({
      url: 'https://a.example/x?q=hello+%26+you&n=1',
      headers: { 'content-type': 'application/json;charset=utf-8' },
      body: '{"text": "hello"}',
    });
  });

  test('a user and password in the address become a header', () => {
    expect(callOf({ url: 'https://us%C3%A9r:p%40ss@a.example/x' })).toMatchObject({
      url: 'https://a.example/x',
      headers: { authorization: `Basic ${Buffer.from('usér:p@ss').toString('base64')}` },
    });
  });

  test.each([
    { url: 'file:///etc/passwd' },
    { url: 'javascript:alert(1)' },
    { url: 'no address' },
    { url: '{{nothing}}' },
    { url: 'https://a.example', add_twilio_auth: true },
    { url: 'https://twilio.com.evil.example', add_twilio_auth: 'true' },
    { url: 'https://a.example', method: 'DELETE' },
  ])('%j fails without one', (properties) => {
    const { call, texts } = play(flow(properties));
    expect(call).toBeUndefined();
    expect(texts).toEqual(['bad |||']);
  });

  test('to Twilio may ask for its credentials, which are not ours to give', () => {
    expect(callOf({ url: 'https://api.twilio.com/x', add_twilio_auth: true })).toMatchObject({
      headers: { 'idempotency-key': 'FN1.2' },
    });
  });
});

describe('the result', () => {
  test.each([
    [{ status: 200, contentType: 'application/json', body: '{"a":1}' }, 'ok 200|application/json|{"a":1}|{"a":1}'],
    [
      { status: 201, contentType: 'Application/JSON; charset=utf-8', body: '{}' },
      'ok 201|Application/JSON; charset=utf-8|{}|{}',
    ],
    [{ status: 200, contentType: 'application/json', body: '[1]' }, 'ok 200|application/json|[1]|'],
    [{ status: 200, contentType: 'application/json', body: '{' }, 'ok 200|application/json|{|'],
    [{ status: 200, contentType: 'text/plain', body: '{"a":1}' }, 'ok 200|text/plain|{"a":1}|'],
    [{ status: 302, contentType: '', body: '' }, 'bad 302|||'],
    [{ status: 404, contentType: 'application/json', body: '{"a":1}' }, 'bad 404|application/json|{"a":1}|{"a":1}'],
    [{ status: 200, contentType: 'text/plain', body: 'x'.repeat(65_537) }, 'bad |||'],
    [{ failure: 'no answer within 10 seconds' }, 'bad |||'],
  ])('%j', (result, text) => {
    const customer = play(flow({ url: 'https://a.example' }));
    customer.called(result);
    expect(customer.texts).toEqual([text]);
  });

  test('of a second call replaces the parsed object of the first', () => {
    const again = widget('it', 'make-http-request', { url: 'https://a.example' }, { success: 'between' });
    const customer = play(publish(define(again, say('between', '{{widgets.it.parsed}}', { sent: 'it' }))));
    customer.answered({ a: 1 });
    customer.answered({ b: 2 });
    expect(customer.texts).toEqual(['{"b":2}']);
  });
});
