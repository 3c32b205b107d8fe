import { describe, expect, test } from 'vitest';
import { define, play, publish, ringing, say, widget } from '../build.ts';

const exits = { return: 'back', timeout: 'late', fail: 'bad' };

describe('in a call', () => {
  const call = (properties: Record<string, unknown> = {}) =>
    play(
      publish(
        define(
          widget('it', 'add-twiml-redirect', { url: 'https://a.example/ivr', ...properties }, exits),
          widget('back', 'say-play', { say: 'back {{widgets.it.foo}}' }),
          say('late', 'late'),
          widget('bad', 'say-play', { say: 'bad' }),
        ),
      ),
      ringing,
    );

  test('prints the redirect and waits for the way back', () => {
    const caller = call({ timeout: 60 });
    expect(caller.twiml).toBe('<Redirect method="POST">https://a.example/ivr</Redirect>');
    expect(caller.last.effects[0]).toMatchObject({ type: 'timer', seconds: 60 });
    caller.back('return', { foo: 'bar' });
    expect(caller.twiml).toContain('back bar');
  });

  test('waits four hours unless told otherwise, or not at all', () => {
    expect(call().last.effects[0]).toMatchObject({ type: 'timer', seconds: 14_400 });
    expect(call({ timeout: '0' }).last.effects).toHaveLength(1);
  });

  test('gives up when the time is over', () => {
    const caller = call();
    caller.timeOut();
    expect(caller.texts).toEqual(['late']);
  });

  test('fails only for what is no address', () => {
    expect(call({ url: 'no address' }).twiml).toContain('bad');
  });
});

describe('in messages', () => {
  const chat = (properties: Record<string, unknown> = {}) =>
    play(
      publish(
        define(
          widget('it', 'add-twiml-redirect', { url: 'https://a.example/sms', ...properties }, exits),
          say('back', 'back {{widgets.it.foo}}{{widgets.it.Body}}'),
          say('late', 'late'),
          say('bad', 'bad'),
        ),
      ),
    );
  const twiml = (inside: string) => ({ status: 200, contentType: 'text/xml', body: `<Response>${inside}</Response>` });

  test('hands the message to the address', () => {
    const { call } = chat();
    expect(call).toMatchObject({ method: 'POST', url: 'https://a.example/sms' });
    expect(new URLSearchParams(call?.body).get('Body')).toBe('hello');
    expect(chat({ method: 'GET' }).call?.url).toContain('From=%2B15550100');
  });

  test('says what the answer says, and comes back when it leads back', () => {
    const customer = chat();
    customer.called(
      twiml(
        '<Message>A &amp; B</Message><Message><Body>Look</Body><Media>https://a.example/c.png</Media></Message>' +
          '<Redirect method="GET">https://flows.example/x?FlowEvent=return&amp;foo=bar</Redirect>',
      ),
    );
    expect(customer.said).toEqual([
      { type: 'text', text: 'A & B' },
      { type: 'media', url: 'https://a.example/c.png', mediaType: 'image/png', caption: 'Look' },
      { type: 'text', text: 'back bar' },
    ]);
  });

  test('else waits, for the next message or the end of the time', () => {
    const customer = chat({ timeout: 30 });
    customer.called(twiml('<Message>Which one?</Message><Redirect>https://elsewhere.example</Redirect>'));
    expect(customer.texts).toEqual(['Which one?']);
    expect(customer.last.effects.at(-1)).toMatchObject({ type: 'timer', seconds: 30 });
    customer.reply('The red one');
    expect(customer.texts).toEqual(['back The red one']);
    const slow = chat();
    slow.called({ failure: 'no such host' });
    slow.timeOut();
    expect(slow.texts).toEqual(['late']);
  });

  test('does not wait when told so, and fails for what is no address', () => {
    const customer = chat({ timeout: 0 });
    customer.called(twiml('<Message>Bye</Message>'));
    expect(customer.texts).toEqual(['Bye', 'late']);
    expect(chat({ url: 'no address' }).texts).toEqual(['bad']);
  });
});
